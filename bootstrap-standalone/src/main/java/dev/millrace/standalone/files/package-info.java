/// Signed links to the local store, over HTTP: what a browser uploads and players download, without the core.
@NullMarked
package dev.millrace.standalone.files;

import org.jspecify.annotations.NullMarked;
