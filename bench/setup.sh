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

# job_of MODEL MANIFEST OPTION...
# What is to be run; sets model, manifest and options.
job_of() {
  model=$1 manifest=$2
  shift 2
  options=("$@")
  if [[ " $* " != *" --params"* ]]; then
    local file
    file=$(params "$model")
    [[ -z $file ]] || options+=(--params "$file")
  fi
}

# submit MASTER SPARK-OPTION... -- ARGUMENT...
submit() {
  local master=$1 spark=()
  shift
  while [[ $1 != -- ]]; do
    spark+=("$1")
    shift
  done
  shift
  if [[ -n ${SPARK_HOME:-} ]]; then
    SPARK_CONF_DIR=$repo/conf SPARK_LOCAL_IP=127.0.0.1 "$SPARK_HOME/bin/spark-submit" \
      --master "$master" --driver-memory "${HEAP:-2g}" --conf spark.executor.memory="${HEAP:-2g}" \
      --conf spark.ui.enabled=false --conf spark.scheduler.minRegisteredResourcesRatio=1 \
      "${spark[@]}" --class Featurize "$jar" "$@"
  else
    SPARK_MASTER=$master SPARK_DRIVER_MEMORY=${HEAP:-2g} SPARK_SUBMIT_OPTIONS="${spark[*]}" \
      "$repo/submit/local.sh" "$@"
  fi
}
export -f submit
export SPARK_HOME=${SPARK_HOME:-} repo jar

# watch_job NAME MASTER SPARK-OPTION... [-- ARGUMENT...]
# Runs the job and prints wall and CPU seconds, MB of all JVMs, and their number. Leaves NAME.tsv, the
# curve, and NAME.json, the run's own report.
watch_job() {
  local name=$1 output=$scratch/output log=$scratch/$1.log words=()
  shift
  words=("$@")
  [[ " $* " == *" -- "* ]] || words+=(--)
  java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m -cp "$repo/target/test-classes" \
    speechreps.bench.JobWatch "$scratch/$name.tsv" "$log" bash -c 'submit "$@"' submit "${words[@]}" \
    --model "$model" --manifest "$manifest" --output "$output" --overwrite "${options[@]}" ||
    { tail -n 30 "$log" >&2; fail "the run on $1 failed"; }
  cp "$output/_run.json" "$scratch/$name.json"
}
