#!/usr/bin/env bash
# Makes the sample corpus again: speech synthesised with eSpeak NG, 16 kHz mono 16-bit.
# Needs espeak-ng, sox and flac. The files in the repository were made with eSpeak NG 1.51,
# SoX 14.4.2 and FLAC 1.4.2; other versions give the same sentences, not the same bytes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# say ID VOICE WORDS_PER_MINUTE FORMAT SENTENCE: one utterance, in its speaker's folder.
say() {
  local id=$1 voice=$2 speed=$3 format=$4 sentence=$5
  local speaker=${id%%-*}
  mkdir -p "$speaker"
  espeak-ng -v "$voice" -s "$speed" -w "$scratch/spoken.wav" "$sentence"
  # -D: no dither, so that the same programs give the same bytes.
  sox -D "$scratch/spoken.wav" -b 16 -c 1 "$scratch/$id.wav" gain -n -3 rate -v 16000
  case $format in
    wav) mv "$scratch/$id.wav" "$speaker/$id.wav" ;;
    flac) flac --silent --force --best --no-padding --no-seektable \
      --output-name="$speaker/$id.flac" "$scratch/$id.wav" ;;
  esac
}

rm -rf ada ben cleo
say ada-0001 en-gb+f3 150 flac "The rain had stopped before the morning train came in."
say ada-0002 en-gb+f3 165 wav "Please close the window."
say ada-0003 en-gb+f3 140 flac "Nine small boats were waiting for the tide."
say ben-0001 en-us 155 flac "She counted the coins twice, and then once more."
say ben-0002 en-us 170 wav "Turn left at the bridge."
say cleo-0001 en-gb-scotland+f2 150 flac "A good map is worth more than a fast horse."
say cleo-0002 en-gb-scotland+f2 160 flac "Who left the lamp burning in the hall last night?"
say cleo-0003 en-gb-scotland+f2 165 wav "Thank you, that is all."

# The same corpus as a Kaldi data directory; paths count from the repository's root.
mkdir -p kaldi
for file in */*-*.wav */*-*.flac; do
  id=$(basename "${file%.*}")
  printf '%s samples/%s\n' "$id" "$file"
done | LC_ALL=C sort >kaldi/wav.scp
awk '{ split($1, part, "-"); print $1, part[1] }' kaldi/wav.scp >kaldi/utt2spk
