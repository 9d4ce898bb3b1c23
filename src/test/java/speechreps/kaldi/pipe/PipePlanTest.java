package speechreps.kaldi.pipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.kaldi.Rxfilename;
import speechreps.kaldi.pipe.PipePlan.Channels;
import speechreps.kaldi.pipe.PipePlan.DecodePlan;
import speechreps.kaldi.pipe.PipePlan.NotRecognised;

/** Which commands are done without a shell, and why others are not. */
class PipePlanTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "flac -c -d -s F",
        "flac -cds F",
        "/usr/bin/flac --decode --stdout --silent F",
        "flac -c -d -s F 2>/dev/null",
        "sph2pipe -f wav -p F",
        "/tools/sph2pipe_v2.5/sph2pipe -f rif F",
        "sox F -t wav -",
        "sox -t flac F -b 16 -e signed-integer -t wav -",
        "sox -V1 F -b16 -twav -",
        "ffmpeg -i F -f wav -",
        "ffmpeg -nostdin -hide_banner -loglevel quiet -i F -vn -acodec pcm_s16le -f wav pipe:1",
        "wav-copy F -",
        "cat F | sox -t wav - -t wav -",
        "flac -dc F | sox - -t wav - | wav-copy - -",
        "'flac' -c -d \"F\""
      })
  void decodingCommandsAreAPlainFile(String command) {
    assertEquals(plan("F", false, new Channels.All(), null), of(command));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cat F", "cat F | cat", "\\cat F"})
  void bytesArePassedOn(String command) {
    assertEquals(bytes("F", false), of(command));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gunzip -c F",
        "gzip -dc F",
        "gzip -d -c F",
        "zcat F",
        "zcat F | cat",
        "cat F | gunzip",
        "cat F | gunzip -c -"
      })
  void compressedFilesAreDecompressed(String command) {
    assertEquals(bytes("F", true), of(command));
  }

  @Test
  void compressedRecordingsAreDecompressedAndDecoded() {
    assertEquals(plan("F", true, new Channels.All(), null), of("zcat F | sox -t wav - -t wav -"));
  }

  @ParameterizedTest
  @CsvSource({
    "sph2pipe -f wav -p -c 1 F, 0",
    "sph2pipe -f wav -p -c 2 F, 1",
    "sph2pipe -p -f wav -c2 F, 1",
    "sox F -t wav - remix 1, 0",
    "sox F -c 1 -t wav - remix 2, 1",
    "ffmpeg -i F -map_channel 0.0.1 -f wav -, 1",
    "sph2pipe -f wav -p -c 2 F | sox -t wav - -c 1 -t wav - remix 1, 1"
  })
  void oneChannelIsTaken(String command, int channel) {
    assertEquals(plan("F", false, new Channels.One(channel), null), of(command));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sox F -c 1 -t wav -",
        "sox F -t wav - remix -",
        "sox F -t wav - remix 1-",
        "sox F -t wav - channels 1",
        "ffmpeg -i F -ac 1 -f wav -"
      })
  void channelsAreMixed(String command) {
    assertEquals(plan("F", false, new Channels.Mix(), null), of(command));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sox F -r 16000 -t wav -",
        "sox F -r16k -t wav -",
        "sox F --rate=16000 -t wav -",
        "sox F -t wav - rate 16k",
        "sox F -r 16000 -t wav - rate -h 16000",
        "ffmpeg -i F -ar 16000 -f wav -",
        "flac -dcs F | sox - -r 16000 -t wav -"
      })
  void theRateIsChanged(String command) {
    assertEquals(plan("F", false, new Channels.All(), 16000), of(command));
  }

  @Test
  void everythingAtOnce() {
    assertEquals(
        plan("a b.sph.gz", true, new Channels.One(1), 8000),
        of("gunzip -c 'a b.sph.gz' | sox -t sph - -r 8k -c 1 -b 16 -t wav - remix 2"));
  }

  @Test
  void wavCopyReadsAnOffset() {
    assertEquals(
        new DecodePlan(new Rxfilename.Offset("wav.ark", 12), false, true, new Channels.All(), null),
        of("wav-copy wav.ark:12 -"));
  }

  @Test
  void quotesAndBackslashesAreThoseOfAShell() {
    assertEquals(bytes("it's a \"b\" $c|d", false), of("cat it\\'s' a \"b\" $c'\"|d\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "sox -r 16000 --null -t wav - synth 1 sine 300;"
            + "sox makes its sound by itself (--null), it reads no file",
        "sox -r 8000 F -t wav -;"
            + "sox is told -r of its input instead of reading it from the file",
        "sox -t raw F -t wav -;\"-t raw\" of sox is not known",
        "sox F -t wav - gain -3;the effect \"gain\" of sox is not known",
        "sox F -t wav - trim 0 1;the effect \"trim\" of sox is not known",
        "sox F -t wav - remix 1,2;\"remix 1,2\" of sox is not known",
        "sox F -t wav - remix 1 2;sox remix makes more than one channel",
        "sox F -c 2 -t wav -;sox makes 2 channels",
        "sox F -b 24 -t wav -;\"-b 24\" of sox is not known",
        "sox F -r 16.5 -t wav -;\"-r 16.5\" of sox is not known",
        "sox F -r 8000 -t wav - rate 16000;it resamples twice, to 16000 and 8000 Hz",
        "sox F G -t wav -;sox has a second file G where the output - was expected",
        "sox F -t raw -;\"-t raw\" of sox is not known",
        "sox F -;sox does not write WAV (-t wav -)",
        "sox F -t wav;sox does not write to standard output (-t wav -)",
        "sox F -t;sox has no value for -t",
        "sox -t wav;sox has no input file",
        "sox '|flac -dc F' -t wav -;sox runs a command as its input",
        "sox -v 0.5 F -t wav -;\"-v\" of sox is not known",
        "flac -d F;flac does not decode to standard output (-d -c)",
        "flac -c -d --skip=5 F;\"--skip=5\" of flac is not known",
        "flac -c -d -s F G;flac has more than one file",
        "sph2pipe -p F;sph2pipe does not write WAV (-f wav)",
        "sph2pipe -f wav -t 1:2 F;\"-t\" of sph2pipe is not known",
        "sph2pipe -f wav -c 0 F;\"-c 0\" of sph2pipe is not known",
        "sph2pipe -f wav -c 1 F | sox - -t wav - remix 2;"
            + "channel 2 is taken after there is only one left",
        "gunzip F;gunzip does not write to standard output (-c)",
        "gzip -c F;gzip does not decompress (-d)",
        "gunzip -c F | gunzip -c;only a file itself can be decompressed, and only once",
        "ffmpeg -i F -f wav out.wav;\"out.wav\" of ffmpeg is not known",
        "ffmpeg -ss 1 -i F -f wav -;\"-ss\" of ffmpeg is not known",
        "ffmpeg -i F -ac 2 -f wav -;\"-ac 2\" of ffmpeg is not known",
        "ffmpeg -i F -;ffmpeg does not write WAV to standard output (-f wav -)",
        "ffmpeg -f wav -;\"-\" of ffmpeg is not known",
        "wav-copy F out.wav;expected wav-copy with an input and - as output",
        "wav-copy 'cat F |' -;wav-copy reads neither a file nor an offset: cat F |",
        "wav-copy 'a.ark:5[3]' -;"
            + "wav-copy: expected a range [first:last] or [first:last,first:last], got [3]",
        "cat F G;cat has more than one file",
        "cat F | cat G;cat does not read what the program before it writes",
        "cat -;cat reads standard input, where nothing comes from",
        "python3 make.py;the program python3 is not known",
        "LC_ALL=C cat F;the program LC_ALL=C is not known",
        "cat $HOME/a.wav;it needs a shell for '$'",
        "cat \"$HOME/a.wav\";it needs a shell for '$'",
        "cat ~/a.wav;it needs a shell for '~'",
        "cat *.wav;it needs a shell for '*'",
        "cat F > G;it needs a shell for '>'",
        "cat F 2>log;it needs a shell for '>'",
        "cat 'F;a single quote is not closed",
        "cat \"F;a double quote is not closed",
        "cat F\\;nothing follows the last backslash",
        "cat F || true;a program is missing beside a bar",
      })
  void othersAreNotRecognisedForAReason(String command, String why) {
    assertEquals(new NotRecognised(command, why), of(command));
  }

  @Test
  void severalCommandsNeedAShell() {
    assertEquals(new NotRecognised("cat F; rm F", "it needs a shell for ';'"), of("cat F; rm F"));
  }

  private static PipePlan of(String command) {
    return PipePlan.of(new Rxfilename.Command(command));
  }

  private static DecodePlan plan(
      String file, boolean gunzip, Channels channels, @Nullable Integer rateHz) {
    return new DecodePlan(new Rxfilename.File(file), gunzip, true, channels, rateHz);
  }

  private static DecodePlan bytes(String file, boolean gunzip) {
    return new DecodePlan(new Rxfilename.File(file), gunzip, false, new Channels.All(), null);
  }
}
