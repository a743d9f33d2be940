package dev.millrace.adapter.postgres;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells Jackson how the domain's types look as JSON, so that the domain needs no annotation. See [StoredJson].
final class DomainShapes extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1;

    private static final JsonTypeInfo.Value NAMED_BY_TYPE =
            JsonTypeInfo.Value.construct(JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "type", null, false, null);

    @Override
    public @Nullable TypeResolverBuilder<?> findTypeResolver(
            MapperConfig<?> config, AnnotatedClass type, JavaType baseType) {
        return type.getRawType().isSealed() ? new StdTypeResolverBuilder(NAMED_BY_TYPE) : null;
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated type) {
        Class<?> sealed = type.getRawType();
        return sealed.isSealed()
                ? Arrays.stream(sealed.getPermittedSubclasses())
                        .map(variant -> new NamedType(variant, nameOf(variant)))
                        .toList()
                : null;
    }

    @Override
    public @Nullable String findTypeName(AnnotatedClass type) {
        return isVariant(type.getRawType()) ? nameOf(type.getRawType()) : null;
    }

    @Override
    public @Nullable Boolean hasAsValue(Annotated member) {
        boolean wholeValue = member instanceof AnnotatedMethod method
                && onlyComponent(method.getDeclaringClass())
                        .filter(component -> component.getAccessor().equals(method.getAnnotated()))
                        .isPresent();
        return wholeValue ? true : null;
    }

    @Override
    public JsonCreator.@Nullable Mode findCreatorAnnotation(MapperConfig<?> config, Annotated member) {
        boolean fromWholeValue = member instanceof AnnotatedConstructor constructor
                && constructor.getParameterCount() == 1
                && onlyComponent(constructor.getDeclaringClass())
                        .filter(component -> component.getType().equals(constructor.getRawParameterType(0)))
                        .isPresent();
        return fromWholeValue ? JsonCreator.Mode.DELEGATING : null;
    }

    /// The component a record stands for; empty where the record has a shape of its own.
    private static Optional<RecordComponent> onlyComponent(Class<?> type) {
        if (!type.isRecord() || isVariant(type) || type.getRecordComponents().length != 1) {
            return Optional.empty();
        }
        return Optional.of(type.getRecordComponents()[0]);
    }

    private static boolean isVariant(Class<?> type) {
        return Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
    }

    /// `EncodeChunk` is `encode_chunk`.
    private static String nameOf(Class<?> variant) {
        return variant.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
