package speechreps.extract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import speechreps.audio.AudioReader;
import speechreps.model.Encoder;
import speechreps.model.EncoderConfig;
import speechreps.model.EncoderOptions;
import speechreps.model.EncoderSpec;
import speechreps.model.Encoders;
import speechreps.model.SharedEncoders;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;
import speechreps.speech.Outcome;
import speechreps.speech.RowStore;
import speechreps.speech.Utterance;
import speechreps.speech.UtteranceException;
import speechreps.storage.Scratch;
import speechreps.storage.Spill;
import speechreps.storage.Storage;

/**
 * A recipe ready to run: the front end, and the encoder that the whole process shares.
 *
 * <p>Also the library's front door: {@link #featurize} turns one file into its features.
 * Thread-safe; nothing to close, since the encoder lives as long as the process.
 */
public final class Featurizer {
  /**
   * Values of a recording, or of its features, that the front end keeps in memory: 16 MB, which is
   * 4 minutes at 16 kHz. What is longer goes through temporary files, with the same result.
   */
  private static final int MAX_VALUES_IN_MEMORY = 1 << 22;

  private final FrontEnd frontEnd;
  private final @Nullable CmvnTable cmvnTable;
  private final @Nullable Encoder encoder;
  private final Storage storage;
  private final Commands commands;
  private final Cores cores;
  private final Path scratchFolder;

  private Featurizer(
      FrontEnd frontEnd,
      @Nullable CmvnTable cmvnTable,
      @Nullable Encoder encoder,
      Storage storage,
      Commands commands,
      Cores cores,
      Path scratchFolder) {
    this.frontEnd = frontEnd;
    this.cmvnTable = cmvnTable;
    this.encoder = encoder;
    this.storage = storage;
    this.commands = commands;
    this.cores = cores;
    this.scratchFolder = scratchFolder;
  }

  /**
   * Loads what a recipe needs.
   *
   * @param cmvnTable statistics, where the recipe normalises by those of speakers or of a file
   * @param params local path of the model's parameter file, or null for plain Kaldi features
   * @param gpu number of the GPU, or null for the CPU
   * @param cores that the engine may use; and among how many tasks the heap is shared
   * @throws IOException when the parameter file is corrupt or does not fit the model
   * @throws IllegalArgumentException when an option is wrong or the GPU cannot be used
   */
  public static Featurizer open(
      Recipe recipe,
      @Nullable CmvnTable cmvnTable,
      @Nullable String params,
      @Nullable Integer gpu,
      Cores cores,
      Storage storage)
      throws IOException {
    Encoder encoder =
        params == null
            ? null
            : SharedEncoders.get(
                new EncoderConfig(recipe.model(), params, recipe.encoder(), gpu, cores.threads()));
    FrontEnd frontEnd = new FrontEnd(recipe, encoder == null ? null : encoder.spec());
    return new Featurizer(
        frontEnd, cmvnTable, encoder, storage, Commands.REFUSED, cores, Scratch.DEFAULT_FOLDER);
  }

  /**
   * Loads no encoder: what it would take is the result. For statistics of that.
   *
   * @param params local path of the model's parameter file, which may tell what it takes, or null
   * @throws IOException when the parameter file is corrupt or does not fit the model
   */
  public static Featurizer openFrontEnd(
      Recipe recipe, @Nullable String params, Cores cores, Storage storage) throws IOException {
    FrontEnd frontEnd = new FrontEnd(recipe, spec(recipe, params, cores));
    return new Featurizer(
        frontEnd, null, null, storage, Commands.REFUSED, cores, Scratch.DEFAULT_FOLDER);
  }

  /** The same, with other rules for the commands of a manifest than to run none. */
  public Featurizer withCommands(Commands rules) {
    return new Featurizer(frontEnd, cmvnTable, encoder, storage, rules, cores, scratchFolder);
  }

  /**
   * The same, with another folder for temporary files than the JVM's.
   *
   * @param folder on a local disk; an hour of DeCoAR takes 3 GB of it
   */
  public Featurizer withScratch(Path folder) {
    return new Featurizer(frontEnd, cmvnTable, encoder, storage, commands, cores, folder);
  }

  /**
   * Checks a recipe and its parameter file, and tells what the features will look like. No engine
   * is started, but for a TorchScript module, which only a run can tell of.
   *
   * @param cores of the engine, should one start: its first start decides for the whole process
   * @throws IOException when the parameter file is corrupt or does not fit the model
   * @throws IllegalArgumentException when an option is wrong
   */
  public static FeatureShape inspect(Recipe recipe, @Nullable String params, Cores cores)
      throws IOException {
    EncoderSpec spec = spec(recipe, params, cores);
    if (recipe.needsEncoder() && spec == null) {
      throw new IllegalArgumentException("model " + recipe.model() + " needs a parameter file");
    }
    return recipe.reduction().shape(new FrontEnd(recipe, spec).shape());
  }

  static @Nullable EncoderSpec spec(Recipe recipe, @Nullable String params, Cores cores)
      throws IOException {
    return params == null
        ? null
        : Encoders.inspect(
            new EncoderConfig(recipe.model(), params, recipe.encoder(), null, cores.threads()));
  }

  /** The names of all models that need a parameter file. */
  public static Set<String> encoderNames() {
    return Encoders.names();
  }

  /**
   * The type of features that a model is, or takes; filter banks where it takes none, so that there
   * are options to check against.
   */
  public static KaldiFeature featureOf(String model, EncoderOptions options) {
    KaldiFeature own = KaldiFeature.of(model);
    if (own != null || !Encoders.names().contains(model)) {
      return own == null ? KaldiFeature.FBANK : own;
    }
    KaldiFeature taken = KaldiFeature.of(Encoders.featureType(model, options));
    return taken == null ? KaldiFeature.FBANK : taken;
  }

  /** False for an encoder of samples: there are no features before it. */
  public static boolean hasFeatures(Recipe recipe) {
    return !recipe.needsEncoder()
        || KaldiFeature.of(Encoders.featureType(recipe.model(), recipe.encoder())) != null;
  }

  /** Encoders that this process has loaded so far. */
  public static int encoderLoads() {
    return SharedEncoders.loads();
  }

  /** Something that featurizes slices of the corpus; one for each thread. */
  public Extractor newExtractor() {
    int share = AudioReader.shareOfHeap(cores.concurrentTasks());
    Scratch scratch = new Scratch(scratchFolder);
    RowStore store = new Spill(scratch, Math.min(MAX_VALUES_IN_MEMORY, share / Float.BYTES));
    InputStage stage = frontEnd.stage(storage, commands, cmvnTable, new AudioReader(share), store);
    // Statistics are those of frames, not of what an encoder takes.
    InputStage input = encoder == null ? stage : StackedInput.of(stage, frontEnd.stacked(), store);
    return new Extractor(input, encoder, frontEnd.recipe().reduction(), scratch);
  }

  /** Time between rows of the features, in ms. */
  public double frameShiftMs() {
    return frontEnd.frameShiftMs() * frontEnd.recipe().reduction().every();
  }

  /**
   * Features of one recording.
   *
   * @return {@code [numFrames × dim]}; one row where the recipe pools
   * @throws UtteranceException when it has none, with the reason
   */
  public FeatureMatrix featurize(String location) throws IOException {
    List<FeatureMatrix> features = new ArrayList<>();
    featurize(location, rows -> features.add(rows.whole()));
    return features.get(0);
  }

  /** Takes the features of a recording. */
  @FunctionalInterface
  public interface RowsConsumer {
    /** Takes them; they are gone when this returns. */
    void accept(FeatureRows rows) throws IOException;
  }

  /**
   * Features of one recording of any length.
   *
   * @throws UtteranceException when it has none, with the reason
   */
  public void featurize(String location, RowsConsumer consumer) throws IOException {
    Utterance utterance = Utterance.ofRecording(location, location, location);
    OutcomeConsumer outcomes =
        outcome -> {
          if (outcome instanceof Outcome.Failed failed) {
            throw UtteranceException.of(failed);
          }
          consumer.accept(((Outcome.Done) outcome).features());
        };
    newExtractor().run(List.of(utterance), outcomes, () -> {});
  }
}
