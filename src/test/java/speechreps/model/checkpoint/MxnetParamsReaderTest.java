package speechreps.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MxnetParamsReaderTest {
  /** Where the first array's elements begin in a file of one two-by-one V2 array. */
  private static final int ELEMENTS_AT = 24 + 8 + 4 + 16 + 8 + 4;

  private static final int FLOAT64 = 1;
  private static final int FLOAT16 = 2;
  private static final int INT64 = 6;
  private static final int BFLOAT16 = 12;

  private final Path folder;

  MxnetParamsReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void readsArraysOfTheCurrentVersion() throws IOException {
    Checkpoint checkpoint = read(MxnetParamsReaderTest::oneArray);

    Tensor tensor = checkpoint.require("a", 2, 1);
    assertEquals(List.of("a"), List.copyOf(checkpoint.names()));
    assertEquals(TensorType.FLOAT32, tensor.type());
    assertArrayEquals(new float[] {1.5f, -2}, values(tensor));
  }

  @Test
  void readsVersion3AsVersion2() throws IOException {
    Checkpoint checkpoint =
        read(
            out ->
                out.header(1)
                    .u32(MxnetParamsWriter.V3)
                    .u32(0)
                    .shape(List.of(2L, 1L))
                    .context()
                    .u32(0)
                    .f32(1.5f)
                    .f32(-2)
                    .names(List.of("a")));

    assertArrayEquals(new float[] {1.5f, -2}, values(checkpoint.require("a", 2, 1)));
  }

  @Test
  void anArrayWithoutDimensionsIsAScalarInVersion3() throws IOException {
    Checkpoint checkpoint =
        read(
            out ->
                out.header(1)
                    .u32(MxnetParamsWriter.V3)
                    .u32(0)
                    .u32(0)
                    .context()
                    .u32(0)
                    .f32(7)
                    .names(List.of("a")));

    assertArrayEquals(new float[] {7}, values(checkpoint.require("a")));
  }

  @Test
  void readsVersion1WithoutAStorageType() throws IOException {
    Checkpoint checkpoint =
        read(
            out ->
                out.header(1)
                    .u32(MxnetParamsWriter.V1)
                    .shape(List.of(1L))
                    .context()
                    .u32(0)
                    .f32(3)
                    .names(List.of("a")));

    assertArrayEquals(new float[] {3}, values(checkpoint.require("a", 1)));
  }

  @Test
  void readsTheOldestVersionWithoutAMagicNumber() throws IOException {
    Checkpoint checkpoint =
        read(
            out ->
                out.header(1)
                    .u32(2)
                    .u32(1)
                    .u32(2)
                    .context()
                    .u32(0)
                    .f32(3)
                    .f32(4)
                    .names(List.of("a")));

    assertArrayEquals(new float[] {3, 4}, values(checkpoint.require("a", 1, 2)));
  }

  @Test
  void anEmptyArrayHasNoElementsAndIsLeftOut() throws IOException {
    Checkpoint checkpoint =
        read(
            out -> {
              out.header(2).denseV2(List.of());
              out.denseV2(List.of(1L)).context().u32(0).f32(5).names(List.of("none", "a"));
            });

    assertEquals(List.of("a"), List.copyOf(checkpoint.names()));
  }

  @Test
  void widensDoublesHalvesAndBrainFloats() throws IOException {
    Checkpoint checkpoint =
        read(
            out -> {
              out.header(3);
              out.denseV2(List.of(1L)).context().u32(FLOAT64);
              out.u64(Double.doubleToLongBits(0.1));
              out.denseV2(List.of(6L)).context().u32(FLOAT16);
              out.u16(0x3C00).u16(0xC000).u16(0x0001).u16(0x8000).u16(0x7BFF).u16(0xFC00);
              out.denseV2(List.of(2L)).context().u32(BFLOAT16);
              out.u16(0x3F80).u16(0xC049);
              out.names(List.of("double", "half", "brain"));
            });

    assertArrayEquals(new float[] {0.1f}, values(checkpoint.require("double", 1)));
    assertArrayEquals(
        new float[] {1, -2, 0x1p-24f, -0f, 65504, Float.NEGATIVE_INFINITY},
        values(checkpoint.require("half", 6)));
    assertArrayEquals(new float[] {1, -3.140625f}, values(checkpoint.require("brain", 2)));
  }

  @Test
  void anArrayOfIntegersIsSkippedUnlessItIsAskedFor() throws IOException {
    Checkpoint checkpoint =
        read(
            out -> {
              out.header(2).denseV2(List.of(1L)).context().u32(INT64).u64(9);
              out.denseV2(List.of(1L)).context().u32(0).f32(5).names(List.of("steps", "a"));
            });

    assertArrayEquals(new float[] {5}, values(checkpoint.require("a", 1)));
    CheckpointException e =
        assertThrows(CheckpointException.class, () -> checkpoint.require("steps", 1));
    assertEquals(
        file() + ": array steps has the wrong type: expected floating point, got INT64",
        e.getMessage());
  }

  @Test
  void ofTwoArraysWithOneNameTheLaterCounts() throws IOException {
    Checkpoint checkpoint =
        read(
            out -> {
              out.header(2).denseV2(List.of(1L)).context().u32(0).f32(1);
              out.denseV2(List.of(1L)).context().u32(0).f32(2).names(List.of("a", "a"));
            });

    assertArrayEquals(new float[] {2}, values(checkpoint.require("a", 1)));
  }

  @Test
  void anAbsentFileIsNamed() {
    Path absent = folder.resolve("absent.params");
    NoSuchFileException e =
        assertThrows(NoSuchFileException.class, () -> MxnetParamsReader.read(absent));

    assertEquals(absent.toString(), e.getMessage());
  }

  @Test
  void anotherKindOfFileIsRefused() {
    assertRefused(
        out -> out.bytes("RIFF....WAVE".getBytes(StandardCharsets.US_ASCII)),
        0,
        "not an MXNet parameter file: expected it to begin with 0x112");
  }

  @Test
  void anEmptyFileIsRefused() {
    assertRefused(out -> {}, 0, "not an MXNet parameter file: expected it to begin with 0x112");
  }

  @Test
  void aCutHeaderIsRefused() {
    assertRefused(
        out -> out.u64(0x112).u32(0), 8, "file is cut off: expected 8 bytes, got only 4 bytes");
  }

  @Test
  void moreArraysThanTheFileCanHoldAreRefused() {
    assertRefused(
        out -> out.header(-2),
        16,
        "damaged file: expected at most 0 arrays in the 0 bytes that follow,"
            + " got 18446744073709551614");
  }

  @Test
  void moreNamesThanTheFileCanHoldAreRefused() {
    assertRefused(
        out -> out.header(0).u64(1L << 40),
        24,
        "damaged file: expected at most 0 names in the 0 bytes that follow, got 1099511627776");
  }

  @Test
  void arraysWithoutNamesAreRefused() {
    assertRefused(
        out -> out.header(1).denseV2(List.of()).names(List.of()),
        36,
        "expected 1 array names, got 0");
  }

  @Test
  void aSparseArrayIsRefused() {
    assertRefused(
        out -> out.header(1).u32(MxnetParamsWriter.V2).u32(1).shape(List.of(1L)),
        28,
        "expected a dense array (storage type 0), got 1");
  }

  @Test
  void anUnknownArrayVersionIsRefusedAsTooManyDimensions() {
    assertRefused(
        out -> out.header(1).u32(0xF993FACB).u32(0),
        24,
        "expected an array of 0 to 32 dimensions, got 4187224779");
  }

  @Test
  void anUnknownShapeIsRefused() {
    assertRefused(
        out -> out.header(1).u32(MxnetParamsWriter.V3).u32(0).u32(-1),
        32,
        "expected an array of 0 to 32 dimensions, got 4294967295");
  }

  @Test
  void aNegativeSizeIsRefused() {
    assertRefused(
        out -> out.header(1).denseV2(List.of(2L, -1L)).context().u32(0),
        44,
        "expected a size of 0 or more, got -1");
  }

  @Test
  void anUnknownTypeIsRefused() {
    assertRefused(
        out -> out.header(1).denseV2(List.of(1L)).context().u32(13),
        52,
        "expected a type flag from 0 to 12, got 13");
  }

  @Test
  void aShapeWhoseProductOverflowsIsRefused() {
    assertRefused(
        out -> out.header(1).denseV2(List.of(1L << 32, 1L << 32)).context().u32(0).f32(0),
        ELEMENTS_AT,
        "file is cut off: expected an array of shape [4294967296, 4294967296] and type FLOAT32,"
            + " got only 4 bytes");
  }

  @Test
  void elementsThatAreCutOffAreRefused() {
    byte[] whole = bytes(MxnetParamsReaderTest::oneArray);
    assertRefused(
        out -> out.bytes(Arrays.copyOf(whole, ELEMENTS_AT + 7)),
        ELEMENTS_AT,
        "file is cut off: expected an array of shape [2, 1] and type FLOAT32, got only 7 bytes");
  }

  @Test
  void aNameLongerThanTheFileIsRefused() {
    assertRefused(
        out -> out.header(1).denseV2(List.of()).u64(1).u64(5).bytes((byte) 'a'),
        44,
        "damaged file: expected a name of at most 1 bytes, got 5");
  }

  @Test
  void aNameThatIsNotUtf8IsRefused() {
    assertRefused(
        out -> out.header(1).denseV2(List.of()).u64(1).u64(1).bytes((byte) 0xFF),
        44,
        "damaged file: expected a name in UTF-8");
  }

  @Test
  void aFileCutAnywhereIsRefusedAndNeverReadHalfWay() {
    byte[] whole = bytes(MxnetParamsReaderTest::oneArray);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(
          ParamsFormatException.class, () -> read(out -> out.bytes(cut)), "cut to " + length);
    }
  }

  @Test
  void anArrayLongerThanAChunkIsReadWhole() throws IOException {
    int size = 200_001;
    Checkpoint checkpoint =
        read(
            out -> {
              out.header(1).denseV2(List.of((long) size)).context().u32(0);
              for (int i = 0; i < size; i++) {
                out.f32(i);
              }
              out.names(List.of("a"));
            });
    float[] values = values(checkpoint.require("a", size));

    for (int i = 0; i < size; i++) {
      assertEquals(i, values[i]);
    }
  }

  @Test
  void aFileThatShrinksBeforeItsElementsAreReadIsAnError() throws IOException {
    Tensor tensor = read(MxnetParamsReaderTest::oneArray).require("a", 2, 1);
    Files.write(file(), new byte[ELEMENTS_AT + 4]);
    EOFException e = assertThrows(EOFException.class, () -> values(tensor));

    assertEquals(
        file() + ": expected 8 bytes at byte " + ELEMENTS_AT + ", got fewer", e.getMessage());
  }

  private static void oneArray(MxnetParamsWriter out) {
    out.header(1).denseV2(List.of(2L, 1L)).context().u32(0).f32(1.5f).f32(-2).names(List.of("a"));
  }

  private void assertRefused(Consumer<MxnetParamsWriter> file, long byteOffset, String problem) {
    ParamsFormatException e = assertThrows(ParamsFormatException.class, () -> read(file));
    assertEquals(file() + ": byte " + byteOffset + ": " + problem, e.getMessage());
  }

  private Checkpoint read(Consumer<MxnetParamsWriter> file) throws IOException {
    Files.write(file(), bytes(file));
    return MxnetParamsReader.read(file());
  }

  private Path file() {
    return folder.resolve("model.params");
  }

  private static byte[] bytes(Consumer<MxnetParamsWriter> file) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    file.accept(new MxnetParamsWriter(out));
    return out.toByteArray();
  }

  private static float[] values(Tensor tensor) throws IOException {
    float[] values = new float[(int) tensor.size()];
    tensor.appendTo(FloatBuffer.wrap(values));
    return values;
  }
}
