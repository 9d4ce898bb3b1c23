package speechreps.kaldi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.speech.FeatureMatrix;

/** Files of the Kaldi programs are read, and written byte for byte the same. */
@Tag("conformance")
class KaldiConformanceTest {
  @ParameterizedTest
  @ValueSource(strings = {"fbank40.ark", "mfcc13.ark", "fbank24-odd.ark", "mfcc40-8k.ark"})
  void floatArchivesAreRewrittenByteForByte(String name) throws IOException {
    assertArrayEquals(Golden.kaldi(name).bytes(), rewritten(name, Holder.FEATURE_MATRIX));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cmvn-utt.ark", "cmvn-spk.ark"})
  void doubleArchivesAreRewrittenByteForByte(String name) throws IOException {
    assertArrayEquals(Golden.kaldi(name).bytes(), rewritten(name, Holder.DOUBLE_MATRIX));
  }

  @Test
  void globalStatisticsAreRewrittenByteForByte() throws IOException {
    Golden file = Golden.kaldi("cmvn-global.mat");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Holder.FEATURE_MATRIX.write(out, Holder.FEATURE_MATRIX.read(file));
    assertArrayEquals(file.bytes(), out.toByteArray());
  }

  @ParameterizedTest
  @EnumSource(CompressionMethod.class)
  void compressedArchivesAreTheSameBytes(CompressionMethod method) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArkWriter<FeatureMatrix> ark = ArkWriter.binary(out, Holder.compressed(method));
    copy("mfcc13.ark", Holder.FEATURE_MATRIX, ark);
    Golden expected = Golden.kaldi("mfcc13-compress" + method.number() + ".ark");
    assertArrayEquals(expected.bytes(), out.toByteArray());
  }

  @Test
  void textArchivesAreTheSameBytes() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    copy("mfcc13.ark", Holder.FEATURE_MATRIX, ArkWriter.text(out, Holder.FEATURE_MATRIX));
    assertArrayEquals(Golden.kaldi("mfcc13.txt").bytes(), out.toByteArray());
  }

  @Test
  void textArchivesAreRewrittenByteForByte() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    copy("mfcc13.txt", Holder.FEATURE_MATRIX, ArkWriter.text(out, Holder.FEATURE_MATRIX));
    assertArrayEquals(Golden.kaldi("mfcc13.txt").bytes(), out.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fbank40", "mfcc13-compress1", "mfcc13-compress3", "mfcc13-compress5"})
  void writtenOffsetsAreThoseOfKaldisScp(String name) throws IOException {
    List<String> lines = new ArrayList<>();
    for (ArkEntry<FeatureMatrix> entry :
        Golden.kaldi(name + ".ark").entries(Holder.FEATURE_MATRIX)) {
      lines.add(ScpLine.ofArchive(entry.key(), name + ".ark", entry.offset()));
    }
    assertEquals(new String(Golden.kaldi(name + ".scp").bytes(), UTF_8).lines().toList(), lines);
  }

  private static <T> byte[] rewritten(String name, Holder<T> holder) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    copy(name, holder, ArkWriter.binary(out, holder));
    return out.toByteArray();
  }

  private static <T> void copy(String name, Holder<T> holder, ArkWriter<T> ark) throws IOException {
    for (ArkEntry<T> entry : Golden.kaldi(name).entries(holder)) {
      ark.write(entry.key(), entry.value());
    }
  }
}
