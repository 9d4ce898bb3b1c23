package speechreps.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import speechreps.extract.Fault;
import speechreps.extract.Forecast;
import speechreps.sink.OutputSize;
import speechreps.speech.Utterance;

/** Adds up what is to be expected of the utterances of a corpus. */
final class PlannedUtterances {
  /** Failures that are told one by one. */
  private static final int EXAMPLES = 5;

  private final OutputSize size;
  private final Map<String, Integer> reasons = new TreeMap<>();
  private final List<String> examples = new ArrayList<>();
  private double[] durations = new double[16];
  private int numDurations;
  private int failed;
  private int unknown;
  private double seconds;
  private long frames;
  private long bytes;

  PlannedUtterances(OutputSize size) {
    this.size = size;
  }

  void add(Utterance utterance, Forecast forecast) {
    Fault fault = forecast.fault();
    if (fault != null) {
      failed++;
      String reason = fault.reason().code();
      reasons.merge(reason, 1, Integer::sum);
      if (examples.size() < EXAMPLES) {
        examples.add(utterance.id() + ": " + reason + ": " + fault.message());
      }
    } else if (Double.isNaN(forecast.seconds())) {
      unknown++;
    } else {
      addKnown(utterance, forecast);
    }
  }

  private void addKnown(Utterance utterance, Forecast forecast) {
    if (numDurations == durations.length) {
      durations = Arrays.copyOf(durations, 2 * numDurations);
    }
    durations[numDurations++] = forecast.seconds();
    seconds += forecast.seconds();
    frames += size.pooled() ? 1 : forecast.frames();
    bytes += size.ofUtterance(utterance.id(), forecast.frames());
  }

  /** Those that will have features, with what is known of their length or not. */
  int done() {
    return numDurations + unknown;
  }

  int failed() {
    return failed;
  }

  /** Those whose length nothing tells without decoding; they count in no sum. */
  int unknown() {
    return unknown;
  }

  /** How many fail by the ledger's reasons. */
  Map<String, Integer> reasons() {
    return reasons;
  }

  /** The first that fail, each with its reason and message. */
  List<String> examples() {
    return examples;
  }

  double seconds() {
    return seconds;
  }

  /** Rows of the result. */
  long frames() {
    return frames;
  }

  /** Bytes of the result, without what a file takes by itself. */
  long bytes() {
    return bytes;
  }

  /** The durations at some shares of the utterances, from 0 to 1; the nearest that there is. */
  double[] quantiles(double... shares) {
    double[] sorted = Arrays.copyOf(durations, numDurations);
    Arrays.sort(sorted);
    double[] quantiles = new double[shares.length];
    for (int i = 0; i < shares.length && numDurations > 0; i++) {
      quantiles[i] = sorted[(int) Math.round(shares[i] * (numDurations - 1))];
    }
    return quantiles;
  }
}
