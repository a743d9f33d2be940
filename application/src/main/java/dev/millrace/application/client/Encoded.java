package dev.millrace.application.client;

import dev.millrace.domain.delivery.GrowingPresentation;
import dev.millrace.domain.delivery.SegmentedTrack;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.work.Product;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.Work;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The segments that the tasks of a job have left so far.
///
/// @param chunks those of each chunk that is done, by its index
/// @param sound of all tracks, once the source was indexed
record Encoded(Map<Integer, List<SegmentedTrack>> chunks, List<SegmentedTrack> sound) {
    static Encoded of(List<Task> tasks) {
        Map<Integer, List<SegmentedTrack>> chunks = new HashMap<>();
        List<SegmentedTrack> sound = List.of();
        for (Task task : tasks) {
            if (task.state() instanceof TaskState.Done(Product product)) {
                if (task.work() instanceof Work.EncodeChunk work && product instanceof Product.EncodedChunk encoded) {
                    chunks.put(work.chunk().index(), encoded.renditions());
                } else if (product instanceof Product.Indexed indexed) {
                    sound = indexed.sound();
                }
            }
        }
        return new Encoded(chunks, sound);
    }

    GrowingPresentation presentation(Plan plan, boolean over) {
        return GrowingPresentation.of(plan, chunks, sound, over);
    }
}
