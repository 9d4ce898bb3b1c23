package speechreps.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.model.checkpoint.TorchCheckpointWriter.Values;
import speechreps.model.checkpoint.TorchCheckpointWriter.View;

/** Checkpoints whose containers are sound and whose tensors are not, and the other way round. */
class DamagedTorchFileTest {
  private final Path file;

  DamagedTorchFileTest(@TempDir Path folder) {
    file = folder.resolve("m.pt");
  }

  @Test
  void aViewBeyondItsStorage() throws IOException {
    assertProblem(
        "damaged file: expected a tensor of shape [2, 2] with strides [2, 1] at 1 within storage 0"
            + " of 4 elements",
        new View(four(), 1, List.of(2L, 2L), List.of(2L, 1L)));
  }

  @Test
  void aViewBeyondAllNumbers() throws IOException {
    assertProblem(
        "damaged file: more elements than can be counted in a tensor of shape [3, 3] with strides"
            + " [9223372036854775807, 1] at 0",
        new View(four(), 0, List.of(3L, 3L), List.of(Long.MAX_VALUE, 1L)));
  }

  @Test
  void negativeSizesStridesAndOffsets() throws IOException {
    String problem =
        "damaged file: expected a tensor's offset, sizes and strides, all 0 or more and of at most"
            + " 64 dimensions";
    assertProblem(problem, new View(four(), 0, List.of(-2L), List.of(1L)));
    assertProblem(problem, new View(four(), 0, List.of(2L), List.of(-1L)));
    assertProblem(problem, new View(four(), -1, List.of(2L), List.of(1L)));
    assertProblem(problem, new View(four(), 0, List.of(2L), List.of(1L, 1L)));
  }

  @Test
  void aFewBytesThatClaimToBeALargeTensor() throws IOException {
    assertProblem(
        "expected a tensor no larger than its file, got a tensor of shape [40000, 40000] with"
            + " strides [0, 0] at 0",
        new View(four(), 0, List.of(40000L, 40000L), List.of(0L, 0L)));
  }

  @Test
  void aReferenceThatIsNoStorage() throws IOException {
    PickleBuilder pickle = new PickleBuilder(false).proto(2).value(7).op("Q").stop();
    zip("a/data.pkl", pickle.toByteArray());

    assertMessage(file + ": byte 71: expected the id of a storage, got an integer");
  }

  @Test
  void aStorageThatIsNotInTheArchive() throws IOException {
    PickleBuilder pickle = new PickleBuilder(false).proto(2).value(four()).stop();
    zip("a/data.pkl", pickle.toByteArray());

    assertMessage(file + ": byte 153: damaged archive: expected entry a/data/0, got none");
  }

  @Test
  void aStorageThatIsTooShort() throws IOException {
    PickleBuilder pickle = new PickleBuilder(false).proto(2).value(four()).stop();
    zip("a/data.pkl", pickle.toByteArray(), "a/data/0", new byte[15]);

    assertMessage(
        file + ": byte 153: damaged archive: expected 16 bytes in entry a/data/0, got 15");
  }

  @Test
  void anArchiveOfABigEndianMachine() throws IOException {
    byte[] big = "big".getBytes(StandardCharsets.UTF_8);
    zip("a/data.pkl", TorchCheckpointWriter.pickled(1), "a/byteorder", big);

    assertMessage(file + ": byte 192: expected byte order little, got big");
  }

  @Test
  void anEntryThatIsThereTwice() throws IOException {
    byte[] pickle = TorchCheckpointWriter.pickled(1);
    zip("a/data.pkl", pickle, "a/data.pkl", pickle);

    assertMessage(file + ": byte 272: damaged archive: entry a/data.pkl is there twice");
  }

  @Test
  void aTorchScriptArchive() throws IOException {
    zip("a/constants.pkl", TorchCheckpointWriter.pickled(1));

    assertMessage(
        file
            + ": expected a checkpoint of torch.save, got a TorchScript archive: --model"
            + " torchscript takes such files");
  }

  @Test
  void anArchiveOfSomethingElse() throws IOException {
    zip("word/document.xml", new byte[1], "x", new byte[1]);

    assertMessage(
        file
            + ": expected a zip archive of torch.save with one FOLDER/data.pkl, got the entries"
            + " [word/document.xml, x]");
  }

  @Test
  void anArchiveWithoutItsEnd() throws IOException {
    Files.write(
        file, "PK\3\4 and then nothing of all that was there".getBytes(StandardCharsets.UTF_8));

    assertMessage(
        file + ": byte 43: file is cut off: expected the directory of a zip archive at its end");
  }

  @Test
  void aPickleOfSomethingElse() throws IOException {
    Files.write(file, TorchCheckpointWriter.pickled(Map.of("a", 1)));

    assertMessage(
        file + ": byte 0: expected a checkpoint of torch.save, got another Python pickle");
  }

  @Test
  void aStreamOfABigEndianMachine() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] header = TorchCheckpointWriter.legacyHeader();
    // True is opcode 0x88, False 0x89.
    for (byte b : header) {
      out.write(b == (byte) 0x88 ? 0x89 : b);
    }
    Files.write(file, out.toByteArray());

    assertMessage(
        file + ": byte 23: expected a little-endian file (little_endian True), got another");
  }

  @Test
  void aStreamWhoseStorageHasAnotherLength() throws IOException {
    TorchFormat.LEGACY.save(file, Map.of("w", four()));
    byte[] bytes = Files.readAllBytes(file);
    int countAt = bytes.length - 16 - 8;
    bytes[countAt] = 5;
    Files.write(file, bytes);

    assertMessage(
        file + ": byte " + countAt + ": damaged file: expected 4 elements of storage 0, got 5");
  }

  @Test
  void aStreamWithoutTheLastBytes() throws IOException {
    TorchFormat.LEGACY.save(file, Map.of("w", four()));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));

    assertMessage(
        file
            + ": byte "
            + (bytes.length - 16)
            + ": file is cut off: expected 16 bytes, got only 15 bytes");
  }

  @Test
  void anEntryPackedAgain() throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("a/data.pkl"));
      zip.write(TorchCheckpointWriter.pickled(1));
    }

    IOException e = assertThrows(TorchFormatException.class, () -> TorchFile.read(file));
    assertEquals(
        true,
        String.valueOf(e.getMessage())
            .endsWith(
                "expected entry a/data.pkl to be stored as it is, got it compressed or encrypted"
                    + " (was the archive packed again?)"));
  }

  private static Values four() {
    return Values.of(TensorType.FLOAT32, List.of(4L), 1, 2, 3, 4);
  }

  /** Saves a root of one tensor; what is wrong must be said in both formats. */
  private void assertProblem(String problem, View view) throws IOException {
    for (TorchFormat format : TorchFormat.values()) {
      format.save(file, Map.of("w", new View(four(), view.offset(), view.shape(), view.strides())));
      IOException e = assertThrows(TorchFormatException.class, () -> TorchFile.read(file));
      assertEquals(problem, String.valueOf(e.getMessage()).replaceFirst(".*: byte \\d+: ", ""));
    }
  }

  private void assertMessage(String message) {
    IOException e = assertThrows(IOException.class, () -> TorchFile.read(file));
    assertEquals(message, e.getMessage());
  }

  private void zip(Object... namesAndData) throws IOException {
    try (ZipStream zip = new ZipStream(Files.newOutputStream(file))) {
      for (int i = 0; i < namesAndData.length; i += 2) {
        zip.stored((String) namesAndData[i], (byte[]) namesAndData[i + 1]);
      }
    }
  }
}
