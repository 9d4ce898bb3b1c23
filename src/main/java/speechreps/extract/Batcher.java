package speechreps.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import speechreps.model.EncoderSpec;

/**
 * Groups utterances of similar length into batches.
 *
 * <p>Longest first, each batch as large as its longest member allows: {@code utterances × longest
 * length} stays within the budget. The composition depends on lengths and order of the window
 * alone, so the same window always gives the same batches.
 *
 * <p>The last batch of a window may be a small rest. Batches of equal size would save padding, but
 * in a model of a recurrent encoder's cost (steps times sequences, and a fixed part for each step)
 * over real lengths they come out the same within 4 %, so the simple way stays.
 */
final class Batcher {
  /** On disk, of a batch that is taken in parts. */
  private static final long MAX_BYTES_IN_PARTS = 4L << 30;

  private final int maxPaddedFrames;
  private final int maxUtterances;
  private final int sequences;
  private final long maxPaddedFramesInParts;

  Batcher(int maxPaddedFrames, int maxUtterances) {
    this(maxPaddedFrames, maxUtterances, 1, maxPaddedFrames);
  }

  /**
   * A batcher for an encoder that takes long utterances in parts.
   *
   * @param sequences so many share a batch, though that is larger then
   * @param maxPaddedFramesInParts as long as they do not exceed this
   */
  Batcher(int maxPaddedFrames, int maxUtterances, int sequences, long maxPaddedFramesInParts) {
    if (maxPaddedFrames < 1 || maxUtterances < 1) {
      throw new IllegalArgumentException(
          "a batch needs room for at least one frame and one utterance, got "
              + maxPaddedFrames
              + " frames, "
              + maxUtterances
              + " utterances");
    }
    this.maxPaddedFrames = maxPaddedFrames;
    this.maxUtterances = maxUtterances;
    this.sequences = sequences;
    this.maxPaddedFramesInParts = maxPaddedFramesInParts;
  }

  /**
   * A batcher within the limits of an encoder, and of memory: encoders with wide outputs get fewer
   * rows than they would like.
   *
   * @param maxBytes heap for the input and the output of a batch, padding included
   */
  static Batcher of(EncoderSpec spec, long maxBytes) {
    long frames = (long) Math.max(1, maxBytes / rowBytes(spec));
    return new Batcher(
        (int) Math.min(spec.batch().paddedFrames(), frames),
        spec.batch().utterances(),
        spec.batch().sequences(),
        (long) (MAX_BYTES_IN_PARTS / rowBytes(spec)));
  }

  /** Bytes of input rows and their share of the output. */
  static long bytes(EncoderSpec spec, long rows) {
    return (long) (rows * rowBytes(spec));
  }

  private static double rowBytes(EncoderSpec spec) {
    return Float.BYTES * (spec.inputDim() + (double) spec.outputDim() / spec.stride());
  }

  private int count(int longest) {
    int fitting = maxPaddedFrames / longest;
    if (fitting < sequences) {
      fitting = (int) Math.max(fitting, Math.min(sequences, maxPaddedFramesInParts / longest));
    }
    return Math.max(1, Math.min(maxUtterances, fitting));
  }

  /**
   * Cuts a window into batches. An utterance longer than the budget is a batch of its own, unless
   * the encoder takes such ones together in parts.
   *
   * @param window in the order of the shard; not changed
   */
  List<List<Prepared>> cut(List<Prepared> window) {
    List<Prepared> byLength = new ArrayList<>(window);
    // The sort is stable: equal lengths stay in the order of the shard.
    byLength.sort(Comparator.comparingInt((Prepared p) -> p.input().numFrames()).reversed());
    List<List<Prepared>> batches = new ArrayList<>();
    int start = 0;
    while (start < byLength.size()) {
      int longest = Math.max(1, byLength.get(start).input().numFrames());
      int count = count(longest);
      int end = Math.min(byLength.size(), start + count);
      batches.add(List.copyOf(byLength.subList(start, end)));
      start = end;
    }
    return batches;
  }
}
