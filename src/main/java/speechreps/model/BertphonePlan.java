package speechreps.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import speechreps.model.checkpoint.CheckpointException;
import speechreps.speech.FeatureRows;

/**
 * How a BERTphone of given sizes is run, by the user's choices.
 *
 * @param spec what it takes and gives
 * @param units columns of a layer
 * @param positions rows of the position table
 * @param heads of the attention
 * @param layers those whose outputs are wanted, ascending; 0 is what goes into the first
 * @param compute precision of the linear maps within layers
 * @param longAudio what happens to inputs of more rows than there are positions
 */
record BertphonePlan(
    EncoderSpec spec,
    int units,
    int positions,
    int heads,
    List<Integer> layers,
    Compute compute,
    LongAudio longAudio)
    implements TransformerPlan {
  /** Of the original; in no file. */
  private static final int PUBLISHED_HEADS = 12;

  /** One minute of speech. The engine is at its full speed from 500 rows on. */
  private static final int PACKED_ROWS = 2048;

  private static final int MAX_BATCH_UTTERANCES = 64;

  /** Its MFCCs; the rest as Kaldi has it. */
  private static final Map<String, String> MFCC_OPTIONS =
      Map.of(
          "sample-frequency", "8000",
          "num-mel-bins", "40",
          "use-energy", "false",
          "low-freq", "40",
          "high-freq", "-200");

  private static final int STACKED_FRAMES = 3;

  /**
   * Plans.
   *
   * @throws IllegalArgumentException when the model does not have what was chosen
   * @throws CheckpointException when its input cannot be made of frames
   */
  static BertphonePlan of(EncoderConfig config, BertphoneWeights weights)
      throws CheckpointException {
    EncoderOptions options = config.options();
    LongAudio longAudio = longAudio(config);
    List<Integer> layers = LayerChoice.parse(options.layer(), weights.numLayers());
    int heads = TransformerPlan.heads(config, weights.units(), PUBLISHED_HEADS);
    EncoderSpec spec =
        new EncoderSpec(
            config.model(),
            input(config, weights),
            Math.multiplyExact(layers.size(), weights.units()),
            1,
            1,
            longAudio == LongAudio.ERROR ? weights.positions() : Integer.MAX_VALUE,
            new BatchLimits(2 * PACKED_ROWS, MAX_BATCH_UTTERANCES),
            Map.of(
                "engine", EncoderOptions.spelled(engine(config)),
                "compute", EncoderOptions.spelled(options.compute()),
                "heads", Integer.toString(heads),
                "layers", LayerChoice.describe(layers),
                "long-audio", longAudio.toString()));
    return new BertphonePlan(
        spec, weights.units(), weights.positions(), heads, layers, options.compute(), longAudio);
  }

  /** The engine that computes it. */
  static EngineKind engine(EncoderConfig config) {
    return config.options().engine(config.model(), EngineKind.MXNET, EngineKind.PYTORCH);
  }

  /** Checks the choices that can be checked without a file. */
  static LongAudio longAudio(EncoderConfig config) {
    return config
        .options()
        .longAudio(config.model(), LongAudio.WINDOWS, LongAudio.CLIP_POSITIONS, LongAudio.ERROR);
  }

  private static ModelInput.Features input(EncoderConfig config, BertphoneWeights weights)
      throws CheckpointException {
    int inputDim = weights.inputDim();
    if (inputDim % STACKED_FRAMES != 0) {
      throw new CheckpointException(
          config.paramsLocation(),
          "expected an input of 3 frames side by side, got " + inputDim + " columns");
    }
    Map<String, String> options = new TreeMap<>(MFCC_OPTIONS);
    options.put("num-ceps", Integer.toString(inputDim / STACKED_FRAMES));
    return new ModelInput.Features("mfcc", options, true, STACKED_FRAMES, inputDim);
  }

  @Override
  public List<? extends FeatureRows> rows(List<? extends FeatureRows> inputs) {
    return inputs;
  }

  @Override
  public List<RowPack> pack(List<? extends FeatureRows> rows) {
    return RowPack.of(rows, windows()::cut, PACKED_ROWS);
  }

  @Override
  public boolean encodesInParts(int numFrames) {
    return longAudio == LongAudio.WINDOWS;
  }

  @Override
  public @Nullable String remark(int numFrames) {
    if (numFrames <= positions) {
      return null;
    }
    return longAudio == LongAudio.CLIP_POSITIONS
        ? "rows from " + positions + " on share the last position of the model's table"
        : "encoded in "
            + windows().count(numFrames)
            + " windows of "
            + positions
            + " rows that overlap by "
            + windows().overlap();
  }

  private Windows windows() {
    return longAudio == LongAudio.WINDOWS
        ? new Windows(positions, positions / 2)
        : new Windows(Integer.MAX_VALUE, 0);
  }
}
