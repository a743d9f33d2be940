/// The rules of the house, checked over every module.
@NullMarked
package dev.millrace.architecture;

import org.jspecify.annotations.NullMarked;
