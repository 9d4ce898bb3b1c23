package speechreps.extract;

import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import speechreps.speech.FeatureRows;
import speechreps.speech.ThinnedRows;

/**
 * What is kept of a result: every so many rows, then these pooled, then in this precision.
 *
 * @param every rows from one that is kept to the next; 1 keeps all
 * @param pooling of the rows that are kept
 * @param precision of what is stored
 */
public record Reduction(int every, Pooling pooling, Precision precision) implements Serializable {
  /** All of it. */
  public static final Reduction NONE = new Reduction(1, Pooling.NONE, Precision.FP32);

  /** From here on a value rounds to infinity in binary16. */
  private static final float FP16_OVERFLOW = 65520f;

  /** Checks that the options fit each other. */
  public Reduction {
    if (every < 1) {
      throw new IllegalArgumentException("--every must be at least 1, got " + every);
    }
    if (pooling != Pooling.NONE && precision != Precision.FP32) {
      throw new IllegalArgumentException(
          "--precision fp16 is for frames: pooled vectors are stored as arrays of float32");
    }
  }

  /** True when an utterance becomes one vector. */
  public boolean isPooled() {
    return pooling != Pooling.NONE;
  }

  /** What features of this shape become. */
  FeatureShape shape(FeatureShape whole) {
    return new FeatureShape(
        pooling.dim(whole.dim()), whole.frameShiftMs() * every, isPooled(), whole.details());
  }

  /** The rows that are kept, not yet pooled. */
  FeatureRows thin(FeatureRows features) {
    return every == 1 ? features : new ThinnedRows(features, every);
  }

  /** Finite values that the precision turns into infinity. */
  int overflows(FeatureRows features) throws IOException {
    AtomicInteger count = new AtomicInteger();
    if (precision == Precision.FP16) {
      features.forEachBlock((first, rows) -> count.addAndGet(overflows(rows.values())));
    }
    return count.get();
  }

  private static int overflows(float[] values) {
    int count = 0;
    for (float value : values) {
      if (Math.abs(value) >= FP16_OVERFLOW) {
        count++;
      }
    }
    return count;
  }

  /** What differs from {@link #NONE}, by the names of the command line. */
  Map<String, String> describe() {
    Map<String, String> described = new TreeMap<>();
    if (every > 1) {
      described.put("every", Integer.toString(every));
    }
    if (isPooled()) {
      described.put("pool", pooling.toString());
    }
    if (precision != Precision.FP32) {
      described.put("precision", "fp16");
    }
    return described;
  }
}
