package dev.millrace.adapter.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/// Rows of `millrace.profile`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ProfileRepository extends GenericRepository<ProfileRow, String> {

    /// Lets one transaction at a time change the tenant's profiles, also those that are not there yet. Changes are rare.
    @AcrossTenants("reads no table")
    @Query(
            value = "select 1 from pg_advisory_xact_lock(hashtextextended('profiles of ' || :tenant, 0))",
            nativeQuery = true)
    int lock(String tenant);

    @Query(value = """
                    select * from millrace.profile
                    where tenant_id = :tenant and name = :name
                    """, nativeQuery = true)
    Optional<ProfileRow> find(String tenant, String name);

    @Query(value = """
                    select * from millrace.profile
                    where tenant_id = :tenant
                    order by name
                    """, nativeQuery = true)
    List<ProfileRow> list(String tenant);

    @Query(value = "select count(*) from millrace.profile where tenant_id = :tenant", nativeQuery = true)
    int count(String tenant);

    @Query(value = """
                    insert into millrace.profile (tenant_id, name, profile)
                    values (:tenant, :name, cast(:profile as jsonb))
                    on conflict (tenant_id, name) do update set profile = excluded.profile, version = excluded.version
                    """, nativeQuery = true)
    void put(String tenant, String name, String profile);

    @Query(value = """
                    delete from millrace.profile
                    where tenant_id = :tenant and name = :name
                    """, nativeQuery = true)
    int delete(String tenant, String name);
}
