package speechreps.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.speech.RowStore;
import speechreps.speech.Waveform;

/** WAV files, sound and odd. What is broken: {@link BrokenWavTest}. */
class WavReadingTest {
  private static final long STREAMED_BY_SOX = 0x7FFFF000L;
  private static final long ALL_ONES = 0xFFFFFFFFL;

  @Test
  void sixteenBitSamplesKeepTheirValues() throws IOException {
    Waveform read = read(WavBuilder.pcm16(16000, 1, 0, 1, -1, 32767, -32768));
    assertEquals(16000, read.sampleRateHz());
    assertChannels(read, new float[] {0, 1, -1, 32767, -32768});
    assertEquals(List.of(), read.warnings());
  }

  @Test
  void channelsAreSeparated() throws IOException {
    Waveform read = read(WavBuilder.pcm16(8000, 2, 1, 10, 2, 20, 3, 30));
    assertChannels(read, new float[] {1, 2, 3}, new float[] {10, 20, 30});
  }

  @Test
  void otherEncodingsAreScaledToTheSixteenBitRange() throws IOException {
    assertChannels(
        read(
            WavBuilder.riff()
                .format(1, 1, 16000, 8)
                .chunk("data", 4, b -> b.put(new byte[] {0, (byte) 128, (byte) 129, (byte) 255}))
                .build()),
        new float[] {-32768, 0, 256, 32512});
    assertChannels(
        read(
            WavBuilder.riff()
                .extensible(1, 1, 16000, 24)
                .chunk("data", 6, b -> b.put(new byte[] {1, 2, 0, 0, 0, (byte) 0x80}))
                .build()),
        new float[] {513 / 256f, -32768});
    assertChannels(
        read(
            WavBuilder.riff()
                .format(1, 1, 16000, 32)
                .chunk("data", 8, b -> b.putInt(Integer.MIN_VALUE).putInt(1 << 15))
                .build()),
        new float[] {-32768, 0.5f});
    assertChannels(
        read(
            WavBuilder.riff()
                .format(3, 1, 16000, 32)
                .chunk("data", 8, b -> b.putFloat(-1f).putFloat(0.25f))
                .build()),
        new float[] {-32768, 8192});
    assertChannels(
        read(
            WavBuilder.riff()
                .extensible(3, 1, 16000, 64)
                .chunk("data", 16, b -> b.putDouble(1).putDouble(0.5))
                .build()),
        new float[] {32768, 16384});
  }

  @Test
  void muLawAndALawAreDecoded() throws IOException {
    assertChannels(
        read(
            WavBuilder.riff()
                .format(7, 1, 8000, 8)
                .chunk("data", 4, b -> b.put(new byte[] {(byte) 0xFF, (byte) 0x80, 0, 0x7F}))
                .build()),
        new float[] {0, 32124, -32124, 0});
    assertChannels(
        read(
            WavBuilder.riff()
                .format(6, 1, 8000, 8)
                .chunk("data", 2, b -> b.put(new byte[] {(byte) 0xD5, 0x55}))
                .build()),
        new float[] {8, -8});
  }

  @Test
  void bigEndianFilesAreRead() throws IOException {
    assertChannels(
        read(WavBuilder.rifx().format(1, 1, 16000, 16).data16(258, -2).build()),
        new float[] {258, -2});
    assertChannels(
        read(
            WavBuilder.rifx()
                .extensible(1, 1, 16000, 24)
                .chunk("data", 3, b -> b.put(new byte[] {1, 2, 3}))
                .build()),
        new float[] {0x010203 / 256f});
  }

  @Test
  void sizesInRf64AreInTheDs64Chunk() throws IOException {
    byte[] file =
        WavBuilder.riff()
            .magic("RF64")
            .riffSize(ALL_ONES)
            .chunk("ds64", 28, b -> b.putLong(100).putLong(4).putLong(2))
            .format(1, 1, 16000, 16)
            .data16OfSize(ALL_ONES, 7, 8)
            .zeros("LIST", 4)
            .build();
    assertChannels(read(file), new float[] {7, 8});
  }

  @ParameterizedTest
  @ValueSource(longs = {0, ALL_ONES, STREAMED_BY_SOX})
  void aStreamedDataSizeMeansToTheEndOfTheFile(long size) throws IOException {
    Waveform read = read(wav().data16OfSize(size, 1, 2, 3).build());
    assertChannels(read, new float[] {1, 2, 3});
    assertEquals(List.of(), read.warnings());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, ALL_ONES})
  void aStreamedRiffSizeExcusesADataSizeThatIsTooLarge(long riffSize) throws IOException {
    Waveform read = read(wav().riffSize(riffSize).data16OfSize(0x7FFFFFFFL, 1, 2).build());
    assertChannels(read, new float[] {1, 2});
    assertEquals(List.of(), read.warnings());
  }

  @Test
  void aStreamedRiffSizeDoesNotMakeSamplesOfTheChunksBehindThem() throws IOException {
    assertChannels(
        read(wav().riffSize(0).data16(1, 2).zeros("LIST", 10).build()), new float[] {1, 2});
  }

  @Test
  void aStreamedRiffSizeReadsOnWhereNoChunkFollows() throws IOException {
    assertChannels(read(wav().riffSize(0).data16OfSize(2, 1, 2, 3).build()), new float[] {1, 2, 3});
  }

  @Test
  void truncatedDataAreUsedWithAWarning() throws IOException {
    Waveform read = read(wav().data16OfSize(32000, 1, 2).build());
    assertChannels(read, new float[] {1, 2});
    assertEquals(
        List.of("truncated data chunk: header says 32000 bytes, file has 4"), read.warnings());
  }

  @Test
  void halfASampleIsDroppedWithAWarning() throws IOException {
    Waveform read = read(wav().data16OfSize(3, 1, 2).build());
    assertChannels(read, new float[] {1});
    assertEquals(
        List.of(
            "data chunk of 3 bytes is not a whole number of samples: the last 1 bytes are dropped"),
        read.warnings());
  }

  @Test
  void aSecondDataChunkIsNotReadButMentioned() throws IOException {
    Waveform read = read(wav().data16(1, 2).data16(3, 4, 5).build());
    assertChannels(read, new float[] {1, 2});
    assertEquals(List.of("a second data chunk of 6 bytes is not read"), read.warnings());
  }

  @Test
  void chunksBeforeTheSamplesAreSkipped() throws IOException {
    byte[] file =
        WavBuilder.riff()
            .zeros("JUNK", 28)
            .chunk(
                "fmt ",
                18,
                b ->
                    b.putShort((short) 1)
                        .putShort((short) 1)
                        .putInt(16000)
                        .putInt(32000)
                        .putShort((short) 2)
                        .putShort((short) 16)
                        .putShort((short) 0))
            .zeros("fact", 4)
            .zeros("LIST", 26)
            .data16(5)
            .build();
    assertChannels(read(file), new float[] {5});
  }

  @Test
  void anOddChunkMayHaveItsPadByteOrNot() throws IOException {
    assertChannels(
        read(wav().zeros("LIST", 3).rawBytes(1, b -> {}).data16(5).build()), new float[] {5});
    assertChannels(read(wav().zeros("LIST", 3).data16(5).build()), new float[] {5});
  }

  private static WavBuilder wav() {
    return WavBuilder.riff().format(1, 1, 16000, 16);
  }

  private static Waveform read(byte[] file) throws IOException {
    return new AudioReader().read(new BytesSource(file), RowStore.IN_MEMORY);
  }

  private static void assertChannels(Waveform read, float[]... expected) throws IOException {
    assertEquals(expected.length, read.numChannels());
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], Samples.of(read, i));
    }
  }
}
