/// Who is who: the identities of tenants, uploads, jobs, tasks and workers.
@NullMarked
package dev.millrace.domain.identity;

import org.jspecify.annotations.NullMarked;
