package speechreps.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.audio.AudioReader;
import speechreps.audio.Recordings;
import speechreps.dsp.CmvnStats;
import speechreps.dsp.DeltaOptions;
import speechreps.model.ModelInput;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;
import speechreps.speech.RowStore;
import speechreps.speech.Segment;
import speechreps.speech.Utterance;
import speechreps.storage.Scratch;
import speechreps.storage.ScratchRows;
import speechreps.storage.Spill;
import speechreps.storage.Storage;

/** What goes through temporary files has the same bits as what stays in memory. */
class FrontEndInFilesTest {
  private static final int RATE_HZ = 16000;

  /** Fewer values than any recording or matrix of these tests has. */
  private static final long FEW_VALUES = 100;

  private static final double SECONDS = 7;

  private final Path folder;
  private final Scratch scratch;
  private final RowStore spill;

  FrontEndInFilesTest(@TempDir Path folder) {
    this.folder = folder;
    this.scratch = new Scratch(folder.resolve("scratch"));
    this.spill = new Spill(scratch, FEW_VALUES);
  }

  @AfterEach
  void free() throws IOException {
    scratch.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fbank", "mfcc", "spectrogram"})
  void featuresAreTheSame(String model) throws IOException {
    assertSameBits(whole(mono()), model, Map.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "snip-edges=false",
        "dither=1",
        "subtract-mean=true",
        "frame-shift=3",
        "frame-shift=120",
        "window-type=hamming"
      })
  void optionsMakeNoDifference(String option) throws IOException {
    String[] keyAndValue = option.split("=", -1);
    Map<String, String> options = Map.of(keyAndValue[0], keyAndValue[1]);

    assertSameBits(whole(mono()), "fbank", options);
    assertSameBits(whole(mono()), "mfcc", options);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void channelsAreTheSame(int channel) throws IOException {
    assertSameBits(of(channels(), channel, null), "fbank", Map.of());
  }

  @Test
  void mixOfChannelsIsTheSame() throws IOException {
    Utterance utterance = whole(channels());

    FeatureMatrix inMemory = mixed(RowStore.IN_MEMORY).load(utterance, RATE_HZ).samples().whole();

    assertEquals(inMemory, mixed(spill).load(utterance, RATE_HZ).samples().whole());
  }

  @Test
  void segmentsAreTheSame() throws IOException {
    Path file = mono();
    assertSameBits(of(file, null, new Segment(1.5, 4.25)), "fbank", Map.of());
    assertSameBits(of(file, null, new Segment(6, Segment.TO_END)), "fbank", Map.of());
    assertSameBits(of(channels(), 1, new Segment(0.5, 3)), "fbank", Map.of("snip-edges", "false"));
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 11025, 44100})
  void resampledRecordingsAreTheSame(int rateHz) throws IOException {
    Path file = Recordings.noise(folder.resolve(rateHz + ".wav"), 3, SECONDS, rateHz);

    assertSameBits(whole(file), "fbank", Map.of());
    assertSameBits(of(file, null, new Segment(2, 5)), "fbank", Map.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tone.flac", "tone-stereo-24bit.flac", "tone.mp3", "tone.ogg", "tone.opus"})
  void compressedRecordingsAreTheSame(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream resource = AudioReader.class.getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(resource, name), file);
    }

    assertSameBits(whole(file), "fbank", Map.of());
  }

  @Test
  void whatACommandAsksForIsTheSame() throws IOException {
    String file = channels().toString();

    assertSameBits(command("sox " + file + " -t wav -c 1 - |"), "fbank", Map.of());
    assertSameBits(command("sox " + file + " -t wav -r 8k - |"), "fbank", Map.of());
    assertSameBits(command("sox " + file + " -t wav - remix 3 |"), "fbank", Map.of());
  }

  @ParameterizedTest
  @EnumSource(value = CmvnScope.class, mode = EnumSource.Mode.EXCLUDE, names = "MODEL")
  void normalisedFeaturesAreTheSame(CmvnScope scope) throws IOException {
    FeatureMatrix features = features(RowStore.IN_MEMORY, "fbank", Map.of());
    CmvnTable table = new CmvnTable(Map.of(CmvnTable.GLOBAL_KEY, CmvnStats.of(features)));
    for (boolean normVars : new boolean[] {false, true}) {
      for (DeltaOptions deltas : new DeltaOptions[] {null, new DeltaOptions(2, 3)}) {
        CmvnScope known = scope == CmvnScope.SPEAKER ? CmvnScope.GLOBAL : scope;
        Normalizer normalizer = new Normalizer(CmvnOptions.of(known, normVars), table, deltas);
        Utterance utterance = whole(mono());

        FeatureRows inFile = normalizer.apply(inFile(features), utterance, spill);

        assertEquals(normalizer.apply(features, utterance, RowStore.IN_MEMORY), inFile.whole());
      }
    }
  }

  @Test
  void stackedFramesAreTheSame() throws IOException {
    FeatureMatrix features = features(RowStore.IN_MEMORY, "mfcc", Map.of());
    Utterance utterance = whole(mono());

    for (int stacked : new int[] {2, 3, 7}) {
      Prepared inMemory =
          StackedInput.of(fake(features), stacked, RowStore.IN_MEMORY).prepare(utterance);
      Prepared inFile = StackedInput.of(fake(inFile(features)), stacked, spill).prepare(utterance);

      assertEquals(inMemory.input(), inFile.input().whole());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void samplesAreTheSame(boolean unitScale) throws IOException {
    ModelInput.Samples wanted = new ModelInput.Samples(RATE_HZ, unitScale);
    Utterance utterance = whole(mono());

    FeatureRows inMemory =
        new SampleInput(loader(RowStore.IN_MEMORY), wanted, RowStore.IN_MEMORY)
            .prepare(utterance)
            .input();
    FeatureRows inFile = new SampleInput(loader(spill), wanted, spill).prepare(utterance).input();

    assertInstanceOf(ScratchRows.class, inFile);
    assertEquals(inMemory, inFile.whole());
  }

  private void assertSameBits(Utterance utterance, String model, Map<String, String> options)
      throws IOException {
    FeatureRows inMemory = input(RowStore.IN_MEMORY, model, options).prepare(utterance).input();
    FeatureRows inFile = input(spill, model, options).prepare(utterance).input();

    assertInstanceOf(ScratchRows.class, inFile);
    assertEquals(inMemory, inFile.whole());
  }

  private FeatureMatrix features(RowStore store, String model, Map<String, String> options)
      throws IOException {
    return input(store, model, options).prepare(whole(mono())).input().whole();
  }

  private AudioInput input(RowStore store, String model, Map<String, String> options) {
    KaldiFeature feature = KaldiFeature.valueOf(model.toUpperCase(Locale.ROOT));
    return new AudioInput(
        loader(store),
        feature.computer(options),
        new Normalizer(CmvnOptions.NONE, null, null),
        store);
  }

  private static AudioLoader loader(RowStore store) {
    return new AudioLoader(reader(store), ResamplePolicy.AUTO, null);
  }

  private static AudioLoader mixed(RowStore store) {
    return new AudioLoader(reader(store), ResamplePolicy.AUTO, Recipe.MIX);
  }

  private static RecordingReader reader(RowStore store) {
    return new RecordingReader(
        new Storage(new Configuration(false)), Commands.REFUSED, new AudioReader(), store);
  }

  private FeatureRows inFile(FeatureMatrix features) throws IOException {
    return spill.map(features, features.dim(), (first, block) -> block.values());
  }

  private static InputStage fake(FeatureRows rows) {
    return new FakeInput(
        rows.dim(), utterance -> new Prepared(utterance, rows, SECONDS, RATE_HZ, List.of()));
  }

  private Path mono() throws IOException {
    return Recordings.noise(folder.resolve("mono.wav"), 1, SECONDS);
  }

  /** Three channels that differ. */
  private Path channels() throws IOException {
    int[] samples = new int[3 * (int) (SECONDS * RATE_HZ)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (int) (5000 * Math.sin(i * (i % 3 + 1) / 50.0));
    }
    return Recordings.write(folder.resolve("three.wav"), RATE_HZ, 3, samples);
  }

  private static Utterance whole(Path file) {
    return of(file, null, null);
  }

  private static Utterance command(String location) {
    return Utterance.ofRecording("a", location, "wav.scp:1");
  }

  private static Utterance of(Path file, @Nullable Integer channel, @Nullable Segment segment) {
    return new Utterance("a", file.toString(), segment, channel, null, Double.NaN, "segments:1");
  }
}
