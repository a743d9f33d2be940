package dev.millrace.api;

import dev.millrace.adapter.rest.AccessKey;
import dev.millrace.adapter.rest.RestConfig;
import dev.millrace.adapter.rest.RestLimits;
import dev.millrace.bootstrap.ApiSettings;
import dev.millrace.bootstrap.CorsOrigins;
import dev.millrace.bootstrap.PublicUrl;
import dev.millrace.bootstrap.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/// Where the API listens.
final class Address {
    private static final int USUAL_PORT = 8080;
    private static final int HIGHEST_PORT = 65_535;

    private Address() {}

    /// Reads `API_HOST`, `API_PORT`, `MILLRACE_PUBLIC_URL`, `MILLRACE_BOOTSTRAP_API_KEY`, `MILLRACE_ALLOW_ANONYMOUS`
    /// and `MILLRACE_CORS_ORIGINS`.
    ///
    /// @param serving how it serves
    static RestConfig from(Settings settings, ApiSettings serving) {
        String host = settings.text("API_HOST", "127.0.0.1");
        int port = settings.number("API_PORT", USUAL_PORT, 0, HIGHEST_PORT);
        Optional<AccessKey> key = AccessKey.fromEnvironment(settings.environment());
        boolean anonymous = settings.yes("MILLRACE_ALLOW_ANONYMOUS");
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress() && key.isEmpty() && !anonymous) {
                throw new IllegalArgumentException(
                        "API_HOST is not this machine alone, so that everybody who reaches it could use Millrace;"
                                + " set MILLRACE_BOOTSTRAP_API_KEY to the key to ask them for, or"
                                + " MILLRACE_ALLOW_ANONYMOUS=true if that is what you want.");
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("API_HOST is no address and no name that this machine knows.", e);
        }
        RestConfig open = RestConfig.onLoopback(port)
                .host(host)
                .origins(CorsOrigins.from(settings))
                .limits(RestLimits.STANDARD.perSecond(serving.perSecond()))
                .accessLog(serving.accessLog());
        RestConfig address = key.map(open::key).orElse(open);
        return settings.text("MILLRACE_PUBLIC_URL")
                .map(given -> PublicUrl.read(given)
                        .orElseThrow(() -> new IllegalArgumentException("MILLRACE_PUBLIC_URL is an address such as"
                                + " https://video.example.org, without a path.")))
                .map(address::publicUrl)
                .orElse(address);
    }
}
