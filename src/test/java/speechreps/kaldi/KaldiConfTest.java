package speechreps.kaldi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import speechreps.kaldi.KaldiConf.Option;

/** Configuration files are read as Kaldi reads them. */
class KaldiConfTest {
  @Test
  void optionsKeepTheirOrderAndLines() throws IOException {
    assertEquals(
        List.of(new Option("num-mel-bins", "40", 1), new Option("dither", "0", 2)),
        options("--num-mel-bins=40\n--dither=0\n"));
  }

  @Test
  void underscoresAndCapitalsAreTheSameName() throws IOException {
    assertEquals(List.of(new Option("num-mel-bins", "40", 1)), options("--Num_Mel_Bins=40"));
  }

  @Test
  void commentsBlanksAndEmptyLinesAreSkipped() throws IOException {
    assertEquals(
        List.of(new Option("dither", "0", 3)),
        options("# a comment\n\n  --dither= 0 # no noise\r\n   \n"));
  }

  @Test
  void anOptionWithoutAValueIsTrue() throws IOException {
    assertEquals(List.of(new Option("use-energy", "true", 1)), options("--use-energy"));
  }

  @Test
  void anEmptyValueStaysEmpty() throws IOException {
    assertEquals(List.of(new Option("utt2spk", "", 1)), options("--utt2spk="));
  }

  @Test
  void aValueMayHoldAnEqualsSign() throws IOException {
    assertEquals(List.of(new Option("a", "b=c", 1)), options("--a=b=c"));
  }

  @Test
  void aLineWithoutHyphensIsRefused() {
    assertEquals(
        "expected --name=value, got \"dither=0\" (mfcc.conf:2)", failure("--a=1\ndither=0\n"));
  }

  @Test
  void aLineWithoutANameIsRefused() {
    assertEquals(
        "expected the name of an option after --, got \"--=3\" (mfcc.conf:1)", failure("--=3"));
  }

  @Test
  void aBlankWithinTheNameIsRefused() {
    assertEquals(
        "expected the name of an option after --, got \"--dither 0\" (mfcc.conf:1)",
        failure("--dither 0"));
  }

  private static List<Option> options(String text) throws IOException {
    return KaldiConf.read(BytesSource.text("mfcc.conf", text)).options();
  }

  private static String failure(String text) {
    return String.valueOf(
        assertThrows(KaldiFormatException.class, () -> options(text)).getMessage());
  }
}
