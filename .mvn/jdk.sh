# Sourced by the programs in the project's root: exports JAVA_HOME for a JDK 25 or newer, or says what to install.

millrace_needs_jdk=25

# Prints the feature version of the JDK in the folder $1; prints nothing when there is none with a compiler.
jdk_version() {
  [ -n "$1" ] && [ -x "$1/bin/javac" ] || return 0
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = \([0-9]*\).*/\1/p'
  fi
}

# Prints the folders that may hold a JDK, one a line: what the user chose first, then where systems and tools keep them.
jdk_places() {
  local home=${HOME:-/nonexistent} javac
  printf '%s\n' "${JAVA_HOME:-}" "${JDK_HOME:-}"
  if javac=$(command -v javac); then
    # A link such as /usr/bin/javac leads to the JDK by one or more steps.
    while [ -L "$javac" ]; do
      case $(readlink "$javac") in
        /*) javac=$(readlink "$javac") ;;
        *) javac=$(dirname "$javac")/$(readlink "$javac") ;;
      esac
    done
    printf '%s\n' "$(dirname "$(dirname "$javac")")"
  fi
  printf '%s\n' \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/*jdk* /opt/*java* /opt/*temurin* /opt/java/* \
    "$home"/.sdkman/candidates/java/* "$home"/.asdf/installs/java/* "$home"/.local/share/mise/installs/java/* \
    "$home"/.jdks/* "$home"/.m2/jdks/* "$home"/.gradle/jdks/* "$home"/.jbang/cache/jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$home"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home
}

# Exports JAVA_HOME; without a JDK that will do, says so in one sentence and returns 1.
use_jdk() {
  local place version
  while IFS= read -r place; do
    version=$(jdk_version "$place")
    if [ "${version:-0}" -ge "$millrace_needs_jdk" ]; then
      export JAVA_HOME=$place
      return 0
    fi
  done <<PLACES
$(jdk_places)
PLACES
  echo "Millrace needs a JDK $millrace_needs_jdk or newer and found none: install one (for example Eclipse Temurin $millrace_needs_jdk) where your system keeps its JDKs, or set JAVA_HOME to it." >&2
  return 1
}
