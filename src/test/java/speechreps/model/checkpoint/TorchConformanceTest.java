package speechreps.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that PyTorch and fairseq wrote. */
@Tag("conformance")
class TorchConformanceTest {
  private static final Pattern NAMED_SHAPE = Pattern.compile("\"([^\"]+)\":\\s*\\[([0-9,\\s]*)\\]");

  @ParameterizedTest
  @CsvSource({
    "decoar-pt-small.zip.pt, torch_names.json, decoar_pt_small",
    "decoar-pt-small.legacy.pt, torch_names.json, decoar_pt_small",
    "decoar2-small.zip.pt, torch_names.json, decoar2_small",
    "decoar2-small.legacy.pt, torch_names.json, decoar2_small",
    "wav2vec-small.fp32.zip.pt, wav2vec_names.json, small",
    "wav2vec-small.fp32.legacy.pt, wav2vec_names.json, small",
    "wav2vec-small.published-like.legacy.pt, wav2vec_names.json, small",
    "wav2vec-small2.fp32.zip.pt, wav2vec_names.json, small2",
    "wav2vec-small2.fp32.legacy.pt, wav2vec_names.json, small2",
    "wav2vec-small2.published-like.legacy.pt, wav2vec_names.json, small2",
  })
  void findsEveryTensorOfTheModelByNameAndShape(String file, String names, String model)
      throws IOException {
    Map<String, List<Long>> expected = shapes(names, model);
    Map<String, List<Long>> actual = new LinkedHashMap<>();
    Checkpoints.read(checkpoint(file)).tensors().forEach((n, t) -> actual.put(n, t.shape()));
    assertTrue(!expected.isEmpty());
    assertEquals(expected, actual);
  }

  @ParameterizedTest
  @CsvSource({
    "decoar-pt-small.zip.pt, decoar-pt-small.legacy.pt",
    "decoar2-small.zip.pt, decoar2-small.legacy.pt",
    "wav2vec-small.fp32.zip.pt, wav2vec-small.fp32.legacy.pt",
    "wav2vec-small.fp32.zip.pt, wav2vec-small.published-like.legacy.pt",
    "wav2vec-small2.fp32.zip.pt, wav2vec-small2.fp32.legacy.pt",
    "wav2vec-small2.fp32.zip.pt, wav2vec-small2.published-like.legacy.pt",
  })
  void readsTheSameValuesFromEveryFormat(String one, String other) throws IOException {
    Checkpoint expected = Checkpoints.read(checkpoint(one));
    Checkpoint actual = Checkpoints.read(checkpoint(other));
    for (Tensor tensor : expected.tensors().values()) {
      Tensor same = Objects.requireNonNull(actual.tensors().get(tensor.name()));
      assertArrayEquals(values(tensor), values(same), tensor.name());
    }
  }

  @Test
  void readsTheSettingsOfThePublishedWav2vec() throws IOException {
    Arguments args =
        TorchFile.read(checkpoint("wav2vec-small.published-like.legacy.pt")).arguments("args");

    assertEquals("audio_cpc", args.string("arch"));
    assertEquals(true, args.bool("skip_connections_agg"));
    assertEquals(0.5, args.decimal("residual_scale"));
    assertEquals(Long.MAX_VALUE, args.integer("layer_norm_after_feat"));
  }

  private static Map<String, List<Long>> shapes(String names, String model) throws IOException {
    String json = Files.readString(checkpoint(names));
    int begin = json.indexOf("\"" + model + "\"");
    int end = json.indexOf('}', begin);
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    Matcher matcher = NAMED_SHAPE.matcher(json.substring(json.indexOf('{', begin), end));
    while (matcher.find()) {
      String[] sizes = matcher.group(2).strip().split("\\s*,\\s*", -1);
      shapes.put(
          Objects.requireNonNull(matcher.group(1)),
          Arrays.stream(sizes).map(Long::valueOf).toList());
    }
    return shapes;
  }

  private static float[] values(Tensor tensor) throws IOException {
    FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(tensor.size()));
    tensor.appendTo(values);
    return values.array();
  }

  private static Path checkpoint(String name) {
    String data =
        Objects.requireNonNull(
            System.getProperty("conformance.data"), "system property conformance.data");
    return Path.of(data, "golden", "models", "checkpoints", name);
  }
}
