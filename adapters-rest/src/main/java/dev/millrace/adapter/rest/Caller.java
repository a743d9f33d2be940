package dev.millrace.adapter.rest;

import dev.millrace.domain.access.ApiKey;
import dev.millrace.domain.access.Scope;
import dev.millrace.domain.identity.KeyId;
import dev.millrace.domain.identity.TenantId;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/// Who asks: whose work a request may see and change, and how much of it. Handlers take one as an argument.
///
/// @param tenant whose
/// @param scopes how much
/// @param key by which the caller is known; empty for the first key, and where nobody is asked
record Caller(TenantId tenant, Set<Scope> scopes, Optional<KeyId> key) {
    /// Whoever runs the installation; everybody, where nobody is asked for a key.
    static final Caller OPERATOR = new Caller(TenantId.DEFAULT, Set.of(Scope.ADMIN), Optional.empty());

    private static final String ATTRIBUTE = "millrace.caller";

    static Caller by(ApiKey key) {
        return new Caller(key.tenant(), key.scopes(), Optional.of(key.id()));
    }

    /// Who asks; empty where nobody was asked who it is.
    static Optional<Caller> of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Caller.class);
    }

    boolean may(Scope needed) {
        return scopes.stream().anyMatch(scope -> scope.includes(needed));
    }

    /// What belongs to no tenant is for those who manage the default one.
    boolean operates() {
        return tenant.equals(TenantId.DEFAULT) && may(Scope.ADMIN);
    }

    void admittedTo(HttpRequest<?> request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /// Gives handlers the caller that [Callers] let in.
    @Singleton
    static final class Binder implements TypedRequestArgumentBinder<Caller> {
        @Override
        public Argument<Caller> argumentType() {
            return Argument.of(Caller.class);
        }

        @Override
        public BindingResult<Caller> bind(ArgumentConversionContext<Caller> context, HttpRequest<?> source) {
            return () -> of(source);
        }
    }
}
