package speechreps.kaldi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.kaldi.KaldiConf.Option;
import speechreps.kaldi.pipe.PipePlan;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.IdOrder;

/** Archives, configuration files and data directories that others have published. */
@Tag("conformance")
class RealDataConformanceTest {
  private static final String LIBRISPEECH = "manifests/lhotse_mini_librispeech/";
  private static final String WITH_FEATURES = "manifests/lhotse_mini_librispeech2/";

  @Test
  void torchaudiosArchivesAreRead() throws IOException {
    Map<String, FeatureMatrix> matrices =
        Golden.data("ark/torchaudio_kaldi_io/mat.ark").values(Holder.FEATURE_MATRIX);
    assertEquals(
        new FeatureMatrix(3, 3, new float[] {1, 2, 3, 11, 12, 13, 21, 22, 23}),
        matrices.get("key1"));
    assertArrayEquals(
        new float[] {11, 12, 13},
        Golden.data("ark/torchaudio_kaldi_io/vec_flt.ark").values(Holder.FLOAT_VECTOR).get("key2"));
    assertArrayEquals(
        new int[] {21, 22, 23},
        Golden.data("ark/torchaudio_kaldi_io/vec_int.ark").values(Holder.INT_VECTOR).get("key3"));
  }

  @Test
  void featuresAreReadByOffsetAndHaveTheirFrames() throws IOException {
    Map<String, String> frames =
        pairs(DataDirFiles.readPairs(Golden.data(WITH_FEATURES + "utt2num_frames")));
    TextTable<ScpLine> scp = ScpLine.read(Golden.data(WITH_FEATURES + "feats.scp"));
    assertEquals(3, scp.entries().size());
    for (ScpLine line : scp.entries()) {
      Rxfilename.Offset place = (Rxfilename.Offset) Rxfilename.parse(line.rxfilename());
      Golden ark = Golden.data(WITH_FEATURES + place.path());
      FeatureMatrix matrix = Holder.FEATURE_MATRIX.readAt(ark, place.offset());
      assertEquals(frames.get(line.key()), String.valueOf(matrix.numFrames()));
    }
  }

  @ParameterizedTest
  @CsvSource({"fbank40, 22", "mfcc13, 22", "mfcc40-8k, 1"})
  void everyEntryIsTheSameByScpAndInOrder(String name, int entries) throws IOException {
    Golden ark = Golden.kaldi(name + ".ark");
    Map<String, FeatureMatrix> inOrder = ark.values(Holder.FEATURE_MATRIX);
    List<ScpLine> scp = ScpLine.read(Golden.kaldi(name + ".scp")).entries();
    assertEquals(entries, scp.size());
    for (ScpLine line : scp) {
      Rxfilename.Offset place = (Rxfilename.Offset) Rxfilename.parse(line.rxfilename());
      assertEquals(inOrder.get(line.key()), Holder.FEATURE_MATRIX.readAt(ark, place.offset()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {LIBRISPEECH, WITH_FEATURES})
  void dataDirectoriesAreReadWithoutFaults(String folder) throws IOException {
    TextTable<ScpLine> scp = ScpLine.read(Golden.data(folder + "wav.scp"));
    TextTable<SegmentLine> segments = SegmentLine.read(Golden.data(folder + "segments"));
    assertEquals(scp.entries().size(), segments.entries().size());
    assertEquals(List.of(), scp.faults());
    assertEquals(List.of(), segments.faults());
    assertEquals(List.of(), DataDirFiles.readPairs(Golden.data(folder + "utt2spk")).faults());
    assertEquals(List.of(), DataDirFiles.readLists(Golden.data(folder + "spk2utt")).faults());
    assertEquals(List.of(), DataDirFiles.readText(Golden.data(folder + "text")).faults());
    assertEquals(List.of(), DataDirFiles.readDurations(Golden.data(folder + "utt2dur")).faults());
    assertEquals(List.of(), DataDirFiles.readDurations(Golden.data(folder + "reco2dur")).faults());
  }

  @Test
  void dataDirectoriesAreInByteOrder() throws IOException {
    List<String> keys =
        ScpLine.read(Golden.data(LIBRISPEECH + "wav.scp")).entries().stream()
            .map(ScpLine::key)
            .toList();
    assertEquals(keys.stream().sorted(IdOrder.INSTANCE).toList(), keys);
  }

  @Test
  void synthesisingCommandsAreNotRecognised() throws IOException {
    for (ScpLine line : ScpLine.read(Golden.data(LIBRISPEECH + "wav.scp")).entries()) {
      Rxfilename.Command command = (Rxfilename.Command) Rxfilename.parse(line.rxfilename());
      assertEquals(
          new PipePlan.NotRecognised(
              command.command(), "sox makes its sound by itself (--null), it reads no file"),
          PipePlan.of(command));
    }
  }

  @Test
  void configurationFilesAreRead() throws IOException {
    assertEquals(
        List.of(
            new Option("dither", "0", 1),
            new Option("num-mel-bins", "40", 2),
            new Option("snip-edges", "false", 3)),
        KaldiConf.read(Golden.kaldi("conf/fbank40-nosnip.conf")).options());
  }

  private static Map<String, String> pairs(TextTable<DataDirFiles.KeyValue> table) {
    return table.entries().stream()
        .collect(Collectors.toMap(DataDirFiles.KeyValue::key, DataDirFiles.KeyValue::value));
  }
}
