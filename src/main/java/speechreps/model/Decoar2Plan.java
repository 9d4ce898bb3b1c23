package speechreps.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import speechreps.speech.FeatureRows;
import speechreps.speech.ThinnedRows;

/**
 * How a DeCoAR 2.0 of given sizes is run, by the user's choices.
 *
 * @param maxWholeRows rows of the model up to which an utterance is encoded as a whole; longer ones
 *     in windows
 */
record Decoar2Plan(EncoderSpec spec, int units, int heads, List<Integer> layers, int maxWholeRows)
    implements TransformerPlan {
  /** Of the original; in no file. */
  private static final int PUBLISHED_HEADS = 12;

  /** Input frames, 10 ms each, from one row of the model to the next. */
  private static final int STRIDE = 2;

  private static final int ROWS_PER_SECOND = 50;

  /** 5 minutes. The attention, whose time grows with the square, then takes 3/4 of the work. */
  private static final int MAX_WHOLE_ROWS = 5 * 60 * ROWS_PER_SECOND;

  /** Twice as long as the longest utterances that the published model was trained on. */
  private static final int WINDOW_SECONDS = 60;

  /** So every frame has 10 seconds of context on both sides. */
  private static final int OVERLAP_SECONDS = 20;

  /** 40 seconds of speech. The engine is at its full speed from 500 rows on. */
  private static final int PACKED_ROWS = 2048;

  private static final int MAX_BATCH_UTTERANCES = 64;

  /**
   * Plans.
   *
   * @throws IllegalArgumentException when the model does not have what was chosen
   */
  static Decoar2Plan of(EncoderConfig config, Decoar2Weights weights) {
    LongAudio longAudio = longAudio(config);
    List<Integer> layers = LayerChoice.parse(config.options().layer(), weights.numLayers());
    int heads = TransformerPlan.heads(config, weights.units(), PUBLISHED_HEADS);
    String bins = Integer.toString(weights.inputDim());
    EncoderSpec spec =
        new EncoderSpec(
            config.model(),
            new ModelInput.Features(
                "fbank", Map.of("num-mel-bins", bins), true, 1, weights.inputDim()),
            Math.multiplyExact(layers.size(), weights.units()),
            STRIDE,
            1,
            longAudio == LongAudio.ERROR ? STRIDE * MAX_WHOLE_ROWS : Integer.MAX_VALUE,
            new BatchLimits(STRIDE * 2 * PACKED_ROWS, MAX_BATCH_UTTERANCES),
            Map.of(
                "engine", "pytorch",
                "compute", EncoderOptions.spelled(config.options().compute()),
                "heads", Integer.toString(heads),
                "layers", LayerChoice.describe(layers),
                "long-audio", longAudio.toString()));
    int maxWholeRows = longAudio == LongAudio.EXACT ? Integer.MAX_VALUE : MAX_WHOLE_ROWS;
    return new Decoar2Plan(spec, weights.units(), heads, layers, maxWholeRows);
  }

  /** Checks the choices that can be checked without a file. */
  static LongAudio longAudio(EncoderConfig config) {
    return config
        .options()
        .longAudio(config.model(), LongAudio.WINDOWS, LongAudio.EXACT, LongAudio.ERROR);
  }

  /** Every second frame, from the first. */
  @Override
  public List<? extends FeatureRows> rows(List<? extends FeatureRows> inputs) {
    return inputs.stream().map(input -> new ThinnedRows(input, STRIDE)).toList();
  }

  @Override
  public List<RowPack> pack(List<? extends FeatureRows> rows) {
    return RowPack.of(
        rows,
        numRows -> numRows <= maxWholeRows ? whole(numRows) : windows().cut(numRows),
        PACKED_ROWS);
  }

  @Override
  public boolean encodesInParts(int numFrames) {
    return rows(numFrames) > maxWholeRows;
  }

  @Override
  public @Nullable String remark(int numFrames) {
    int rows = rows(numFrames);
    return rows <= maxWholeRows
        ? null
        : "encoded in "
            + windows().count(rows)
            + " windows of "
            + WINDOW_SECONDS
            + " s that overlap by "
            + OVERLAP_SECONDS
            + " s, since it is longer than "
            + maxWholeRows / ROWS_PER_SECOND
            + " s";
  }

  private static List<Windows.Window> whole(int numRows) {
    return List.of(new Windows.Window(0, numRows, 0, numRows));
  }

  private static Windows windows() {
    return new Windows(WINDOW_SECONDS * ROWS_PER_SECOND, OVERLAP_SECONDS * ROWS_PER_SECOND);
  }

  private static int rows(int numFrames) {
    return (numFrames - 1) / STRIDE + 1;
  }
}
