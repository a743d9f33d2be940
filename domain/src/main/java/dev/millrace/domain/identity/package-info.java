/// Who is who: the identities of tenants, keys, webhooks, uploads, jobs, tasks and workers.
@NullMarked
package dev.millrace.domain.identity;

import org.jspecify.annotations.NullMarked;
