-- Which state of a profile a client has seen. A number is never given twice, so that a profile which was deleted and made
-- anew is not taken for the one before.

create sequence millrace.profile_version;

alter table millrace.profile
    add column version bigint not null default nextval('millrace.profile_version');
