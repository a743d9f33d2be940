package dev.millrace.adapter.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Rows of `millrace.delivery`. A trigger adds them.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface DeliveryRepository extends GenericRepository<DeliveryRow, Long> {

    @Query(value = """
                    select * from millrace.delivery
                    where tenant_id = :tenant and webhook_id = :webhook and number < :before
                    order by number desc
                    limit :max
                    """, nativeQuery = true)
    List<DeliveryRow> before(String tenant, UUID webhook, long before, int max);

    @Query(value = """
                    select * from millrace.delivery
                    where tenant_id = :tenant and webhook_id = :webhook and id = :id
                    """, nativeQuery = true)
    Optional<DeliveryRow> find(String tenant, UUID webhook, UUID id);

    @Query(value = """
                    update millrace.delivery set status = 'pending', next_at = millrace.clock(), tries = 0
                    where tenant_id = :tenant and webhook_id = :webhook and id = :id
                    """, nativeQuery = true)
    int replay(String tenant, UUID webhook, UUID id);

    /// Takes what is due, some of each webhook. The clock is asked once, because a condition on a volatile function uses no
    /// index. Whoever is given a row holds it until `next_at`, where it is due again.
    ///
    /// @param busy an array of ids as text
    @AcrossTenants("Whoever delivers, delivers for all tenants.")
    @Query(value = """
                    with due as (
                        select chosen.number
                        from (select millrace.clock() as here) as moment
                        cross join millrace.webhook
                        cross join lateral (
                            select number, next_at from millrace.delivery
                            where delivery.webhook_id = webhook.id and status = 'pending'
                              and next_at <= moment.here
                            order by next_at
                            limit :each
                            for update skip locked) as chosen
                        where webhook.disabled_at is null and webhook.id <> all (cast(:busy as uuid[]))
                        order by chosen.next_at
                        limit :max),
                    taken as (
                        update millrace.delivery
                        set next_at = millrace.clock() + :lease * interval '1 millisecond',
                            attempts = attempts + 1, tries = tries + 1
                        from due
                        where delivery.number = due.number
                        returning delivery.*)
                    select * from taken order by number
                    """, nativeQuery = true)
    List<DeliveryRow> claim(String busy, int each, int max, long lease);

    /// Settles an attempt, if it is the latest.
    ///
    /// @param status not `pending`
    @Query(value = """
                    update millrace.delivery
                    set status = :status, next_at = null,
                        last_at = :at, last_answer = :answer, last_detail = :detail, last_millis = :millis
                    where tenant_id = :tenant and id = :id and status = 'pending'
                      and attempts = :attempts and tries = :tries
                    """, nativeQuery = true)
    int end(
            String tenant,
            UUID id,
            int attempts,
            int tries,
            String status,
            Instant at,
            int answer,
            String detail,
            long millis);

    /// The same for one that is to be sent again.
    @Query(value = """
                    update millrace.delivery
                    set next_at = millrace.clock() + :pause * interval '1 millisecond',
                        last_at = :at, last_answer = :answer, last_detail = :detail, last_millis = :millis
                    where tenant_id = :tenant and id = :id and status = 'pending'
                      and attempts = :attempts and tries = :tries
                    """, nativeQuery = true)
    int postpone(
            String tenant,
            UUID id,
            int attempts,
            int tries,
            long pause,
            Instant at,
            int answer,
            String detail,
            long millis);

    @Query(value = """
                    update millrace.delivery set status = 'failed', next_at = null
                    where tenant_id = :tenant and webhook_id = :webhook and status = 'pending'
                    """, nativeQuery = true)
    int giveUp(String tenant, UUID webhook);

    @AcrossTenants("A sweep forgets what is old, whosever it was.")
    @Query(value = """
                    delete from millrace.delivery
                    where number in (
                        select number from millrace.delivery
                        where status <> 'pending' and at < :before
                        order by at
                        limit :max
                        for update skip locked)
                    """, nativeQuery = true)
    int forget(Instant before, int max);
}
