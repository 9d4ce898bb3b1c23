# Read by the programs of this folder: where things are, and the jars that Java needs.
# shellcheck shell=bash

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jar=$repo/target/speech-reps.jar
scratch=${BENCH_SCRATCH:-$repo/target/bench}

fail() {
  printf '%s: %s\n' "bench/${0##*/}" "$*" >&2
  exit 1
}

# Builds what is older than its sources. submit/local.sh builds the jar and a Spark; a version costs
# nothing.
prepare() {
  local classes=$repo/target/test-classes/speechreps/bench
  mkdir -p "$scratch"
  "$repo/submit/local.sh" --version >/dev/null
  if [[ ! -d $classes || -n $(find "$repo/src" -newer "$classes" -print -quit) ]]; then
    mvn -B -q -ntp -f "$repo/pom.xml" test-compile </dev/null
    touch "$classes"
  fi
  jars=${SPARK_HOME:-$repo/target/spark-4.0}/jars
}

# java_tool JAVA-OPTION... CLASS ARGUMENT...
java_tool() {
  OMP_NUM_THREADS=${OMP_NUM_THREADS:-1} java -cp "$repo/target/test-classes:$jar:$jars/*" "$@"
}

# Random parameters of full size, made once. Nothing for what needs none.
params() {
  local model=$1 generator file
  file=$scratch/$model.params
  case $model in
    decoar) generator=DecoarParamsGenerator ;;
    bertphone) generator=BertphoneParamsGenerator ;;
    decoar2) generator=Decoar2CheckpointGenerator ;;
    wav2vec) generator=Wav2vecCheckpointGenerator ;;
    *) return 0 ;;
  esac
  if [[ ! -f $file ]]; then
    java_tool "speechreps.model.$generator" "$file.partial" >&2
    mv "$file.partial" "$file"
  fi
  printf '%s' "$file"
}
