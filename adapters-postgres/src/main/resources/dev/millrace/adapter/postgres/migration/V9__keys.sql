-- The keys of callers. docs/security.md tells what is kept of them.

create table millrace.api_key (
    id         uuid        primary key,
    tenant_id  text        not null,
    name       text        not null,
    scopes     text[]      not null check (cardinality(scopes) > 0),
    -- SHA-256 of the secret, in hexadecimal digits
    hash       text        not null,
    created_at timestamptz not null
);

create index api_key_of_tenant on millrace.api_key (tenant_id, id);
