package dev.millrace.application.port;

import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.upload.Upload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Uploads and where they stand. An upload of another tenant is as unknown as one that never was.
public interface UploadStore {
    /// Stores an upload that waits for its parts. Storing an id again changes nothing.
    void open(Upload upload);

    /// The upload as it is now; empty when the tenant has none of that id.
    Optional<Upload> find(TenantId tenant, UploadId id);

    /// Says that the object lies in storage. Refused once the upload was canceled or expired.
    UploadChange complete(TenantId tenant, UploadId id);

    /// Gives a waiting upload up. Refused once it is completed or expired.
    UploadChange cancel(TenantId tenant, UploadId id);

    /// Ends waiting uploads whose time ran out, of all tenants, the oldest first.
    ///
    /// @param max most to end in one call
    /// @return those that were ended
    List<Upload> expire(int max);

    /// Canceled and expired uploads that were not [cleared][#cleared(TenantId, UploadId)], of all tenants, those first that
    /// ended or expire first. Of [early][Upload#early] ones whichever are over, and not before their time is: their
    /// links may take parts until then.
    ///
    /// @param max most to return
    /// @param age how long they must be over, and early ones their time as well
    List<Upload> litter(int max, Duration age);

    /// Says that nothing of such an upload is left in storage but the object of a completed one.
    void cleared(TenantId tenant, UploadId id);
}
