#!/usr/bin/env bash
# Runs the job on this machine, with nothing installed but JDK 17 and Maven.
#
#   submit/local.sh                    the demo: samples/ through a tiny model, into target/demo-output
#   submit/local.sh --params F         the demo with other weights
#   submit/local.sh --model decoar --params F --manifest my.scp --output out
#                                      a job of your own: the arguments go to Featurize as they are,
#                                      and relative paths count from where you are
#
# Builds the jar when the sources are newer, and puts an embedded Spark together once, under target/.
#
# Environment:
#   SPARK_LINE            4.0 (default) or 3.5
#   SPARK_MASTER          local[*] (default), or any other Spark master
#   SPARK_DRIVER_MEMORY   2g (default): the Java heap; models live outside it
#   SPARK_SUBMIT_OPTIONS  more options for spark-submit, separated by blanks, such as
#                         --conf spark.hadoop.fs.s3a.endpoint=http://localhost:9000
#   JAVA_HOME             the JDK, if it is not the one on the PATH
set -euo pipefail

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jar=$repo/target/speech-reps.jar
demo_output=$repo/target/demo-output

fail() {
  printf 'local.sh: %s\n' "$*" >&2
  exit 1
}

say() { printf 'local.sh: %s\n' "$*" >&2; }

case ${SPARK_LINE:=4.0} in
  4.0) export SPARK_SCALA_VERSION=2.13 ;;
  3.5) export SPARK_SCALA_VERSION=2.12 ;;
  *) fail "SPARK_LINE is '$SPARK_LINE', expected 4.0 or 3.5" ;;
esac

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command -v "$java" >/dev/null || fail "no Java: expected '$java' of a JDK 17 or newer"

maven() {
  command -v mvn >/dev/null || fail "no Maven: expected 'mvn' on the PATH to build $jar"
  mvn -B -q -ntp -f "$repo/pom.xml" -P "spark-$SPARK_LINE" "$@" </dev/null
}

# Directories count too: removing a source file changes its directory's time.
build_jar() {
  if [[ -f $jar && -z $(find "$repo/src/main" "$repo/pom.xml" -newer "$jar" -print -quit) ]]; then
    return
  fi
  say "building $jar (the first time takes a few minutes: Maven fetches Spark and the engines)"
  maven -Dmaven.test.skip=true package
}

# What a cluster would bring: the provided dependencies, and what these share with ours. Engines and
# decoders come with the job's jar.
assemble_spark() {
  export SPARK_HOME=$repo/target/spark-$SPARK_LINE
  if [[ -d $SPARK_HOME && ! $repo/pom.xml -nt $SPARK_HOME ]]; then
    return
  fi
  say "putting Spark $SPARK_LINE together in $SPARK_HOME"
  rm -rf "$SPARK_HOME" "$SPARK_HOME.partial"
  maven org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DincludeScope=compile \
    -DexcludeGroupIds=ai.djl,ai.djl.mxnet,ai.djl.pytorch,org.bytedeco,info.picocli,org.jspecify \
    -DoutputDirectory="$SPARK_HOME.partial/jars"
  # Renamed when complete, so that an interrupted copy is never taken for a Spark.
  mv "$SPARK_HOME.partial" "$SPARK_HOME"
}

# Spark's launcher prints the java command with the flags that this Spark needs on this JDK: a NUL, a
# newline, then the words of the command, each ended by a NUL.
submit() {
  local words options
  read -r -a options <<<"${SPARK_SUBMIT_OPTIONS:-}"
  mapfile -d '' -t words < <("$java" -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main \
    org.apache.spark.deploy.SparkSubmit --master "${SPARK_MASTER:-local[*]}" \
    --conf spark.ui.enabled=false "${options[@]}" --class Featurize "$jar" "$@")
  wait "$!" || fail "Spark's launcher failed"
  words=("${words[@]:1}")
  words[0]=${words[0]#$'\n'}
  "${words[@]}"
}

# The demo is what runs unless the arguments say what to read or what to write.
is_demo() {
  local argument
  for argument; do
    case ${argument%%=*} in
      --manifest | --output | --in-wav | --out-npy | --conf-file | --help | -h | --version | -V)
        return 1
        ;;
    esac
  done
}

has_option() {
  local option=$1 argument
  shift
  for argument; do
    [[ ${argument%%=*} == "$option" ]] && return 0
  done
  return 1
}

run_demo() {
  local options=(--manifest "$repo/samples" --output "$demo_output" --overwrite)
  has_option --model "$@" || options+=(--model decoar)
  has_option --params "$@" || options+=(--params "$repo/artifacts/decoar-demo.params")
  has_option --show "$@" || options+=(--show 5)
  submit "${options[@]}" "$@"
  say "the representations are in $demo_output"
}

# This Spark's own settings, whatever others the environment speaks of. A name that resolves is not
# taken for granted.
export SPARK_CONF_DIR=$repo/conf
export SPARK_LOCAL_IP=${SPARK_LOCAL_IP:-127.0.0.1}
export SPARK_DRIVER_MEMORY=${SPARK_DRIVER_MEMORY:-2g}

build_jar
assemble_spark
if is_demo "$@"; then
  run_demo "$@"
else
  submit "$@"
fi
