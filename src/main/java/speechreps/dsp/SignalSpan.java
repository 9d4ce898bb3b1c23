package speechreps.dsp;

import java.io.IOException;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;

/**
 * A stretch of a signal that is continued at both ends by its mirror image, as often as needed. The
 * samples stay where they are when they are in an array; otherwise they are read into one. For one
 * thread.
 */
final class SignalSpan {
  private final FeatureRows samples;
  private final int numSamples;
  private float[] array = new float[0];
  private int offset;

  /** An empty stretch of a signal of one sample a row. */
  SignalSpan(FeatureRows samples) {
    this.samples = samples;
    this.numSamples = samples.numFrames();
  }

  /** Holds the stretch from {@link #offset} on; not to be written to. */
  float[] array() {
    return array;
  }

  /** Where the stretch begins in the array. */
  int offset() {
    return offset;
  }

  /**
   * Goes to the {@code size} samples from {@code start} on.
   *
   * @param start may be negative, and the end may lie behind that of the signal
   */
  void moveTo(long start, int size) throws IOException {
    boolean inside = start >= 0 && start + size <= numSamples;
    if (inside && samples instanceof FeatureMatrix matrix) {
      array = matrix.values();
      offset = (int) start;
      return;
    }
    if (array.length < size || samples instanceof FeatureMatrix) {
      array = new float[size];
    }
    offset = 0;
    fill(start, size);
  }

  private void fill(long start, int size) throws IOException {
    int from = (int) Math.max(0, Math.min(size, -start));
    int to = (int) Math.max(from, Math.min(size, numSamples - start));
    for (int i = 0; i < from; i++) {
      readMirrored(start + i, i);
    }
    if (to > from) {
      samples.read((int) (start + from), to - from, array, from);
    }
    for (int i = to; i < size; i++) {
      readMirrored(start + i, i);
    }
  }

  private void readMirrored(long place, int target) throws IOException {
    long period = 2L * numSamples;
    long j = Math.floorMod(place, period);
    samples.read((int) (j < numSamples ? j : period - 1 - j), 1, array, target);
  }
}
