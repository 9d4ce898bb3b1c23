package speechreps.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import speechreps.model.checkpoint.TorchCheckpointWriter.Instance;
import speechreps.model.checkpoint.TorchCheckpointWriter.Values;

/** What the front door takes, and what it says of the rest. */
class CheckpointsTest {
  private final Path file;

  CheckpointsTest(@TempDir Path folder) {
    file = folder.resolve("m");
  }

  @Test
  void anMxnetFileIsReadAsSuch() throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      MxnetParamsWriter.write(out, List.of(new MxnetParamsWriter.Array("a", List.of(1L), () -> 1)));
    }

    assertEquals(Set.of("a"), Checkpoints.read(file).names());
  }

  @Test
  void aStateDictMayBeTheRoot() throws IOException {
    TorchFormat.ZIP.save(file, Map.of("a", tensor()));

    assertEquals(Set.of("a"), Checkpoints.read(file).names());
  }

  @Test
  void aFileWithoutAStateDictIsRefusedWithItsKeys() throws IOException {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("epoch", 3);
    root.put("state", Map.of("a", tensor()));
    TorchFormat.ZIP.save(file, root);

    assertMessage(
        "expected a state dict at the top level or as entry model, got the keys [epoch, state]");
  }

  @Test
  void aSavedModuleIsRefused() throws IOException {
    TorchFormat.ZIP.save(file, new Instance("my.models", "Encoder", Map.of("a", tensor())));

    assertMessage(
        "expected a state dict at the top level or as entry model, got a whole object of"
            + " my.models.Encoder (save its state_dict() instead)");
  }

  @Test
  void aStateDictOfOtherThingsThanTensorsIsRefused() throws IOException {
    TorchFormat.ZIP.save(file, Map.of("model", Map.of("a", 1.5)));

    assertMessage("entry model: expected a tensor as a, got a decimal");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                  | an empty file
          version https://git-lfs.github.com/ | a git-lfs pointer: the file itself is still to be fetched (git lfs pull)
          <!DOCTYPE html>                     | an HTML or XML page: the download may have failed
          \\u0089HDF\\r\\n\\u001a\\n          | an HDF5 file
          \\u0093NUMPY\\1                     | a NumPy array (.npy)
          \\u001f\\u008b\\b                   | a gzip file: it is still to be unpacked
          @\\0\\0\\0\\0\\0\\0\\0{"a":         | a safetensors file
          abcdefghij                          | a file that begins with the bytes 61 62 63 64 65 66 67 68
          """)
  void otherFilesAreRefusedByWhatTheyAre(String bytes, String words) throws IOException {
    Files.write(file, unescaped(bytes).getBytes(StandardCharsets.ISO_8859_1));

    assertMessage(
        "expected an MXNet parameter file (.params) or a PyTorch checkpoint (.pt), got " + words);
  }

  @Test
  void aFileThatIsNotThere() {
    assertThrows(NoSuchFileException.class, () -> Checkpoints.read(file));
  }

  @Test
  void missingAndExtraNamesAreBothNamed() throws IOException {
    TorchFormat.ZIP.save(file, Map.of("a", tensor()));
    Checkpoint checkpoint = Checkpoints.read(file);

    checkpoint.requireOnly(List.of("a"));
    assertEquals(List.of("a"), checkpoint.extraNames(List.of("b")));
    IOException e =
        assertThrows(CheckpointException.class, () -> checkpoint.requireOnly(List.of("b", "c")));
    assertEquals(file + ": expected 2 arrays: missing b, c, not expected a", e.getMessage());
  }

  /** Java's own escapes, which a text block would replace before the table is read. */
  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\' && text.charAt(i + 1) == 'u') {
        plain.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
        i += 5;
      } else {
        plain.append(text.charAt(i));
      }
    }
    return plain.toString().replace("\\0", "\0").translateEscapes();
  }

  private static Values tensor() {
    return Values.of(TensorType.FLOAT32, List.of(1L), 1);
  }

  private void assertMessage(String message) {
    IOException e = assertThrows(CheckpointException.class, () -> Checkpoints.read(file));
    assertEquals(file + ": " + message, e.getMessage());
  }
}
