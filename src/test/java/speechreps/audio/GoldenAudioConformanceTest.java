package speechreps.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.speech.FailureReason;
import speechreps.speech.RowStore;
import speechreps.speech.UtteranceException;
import speechreps.speech.Waveform;

/** One recording in a hundred disguises: what Kaldi makes of each is known. */
@Tag("conformance")
class GoldenAudioConformanceTest {
  private static final Path AUDIO =
      Path.of(System.getProperty("conformance.data"), "golden", "audio");

  private final AudioReader reader = new AudioReader();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ext_pcm16.wav",
        "stream_flac_dc.wav",
        "stream_flac_unknown.wav",
        "stream_sox_cat.wav",
        "stream_sox_pipe.wav",
        "stream_sox_raw_unknown.wav",
        "hdr_data_7ffff000.wav",
        "hdr_data_7fffffff_riff_ffffffff.wav",
        "hdr_data_ffffffff.wav",
        "hdr_fact_ok.wav",
        "hdr_fmt18.wav",
        "hdr_junk_before_fmt.wav",
        "hdr_list_after_data.wav",
        "hdr_list_before_data.wav",
        "hdr_oddlist_padded.wav",
        "hdr_oddlist_unpadded.wav",
        "hdr_rf64.wav",
        "hdr_riff0_data0.wav",
        "hdr_riffsize_wrong.wav",
        "hdr_rifx.wav",
        "enc_s24_ext.wav",
        "enc_s24_pcm.wav",
        "enc_s32_pcm.wav",
        "enc_f32.wav",
        "enc_f64.wav",
        "ext_float32.wav",
        "fmt_aiff.aiff",
        "fmt_flac.flac",
        "fmt_flac_named.wav",
        "fmt_sphere.sph",
        "fmt_w64.w64"
      })
  void theSameRecordingGivesTheSameSamples(String name) throws IOException {
    Waveform expected = read("len_1s.wav");
    Waveform got = read(name);
    assertEquals(List.of(), got.warnings());
    assertEquals(16000, got.sampleRateHz());
    assertEquals(1, got.numChannels());
    assertArrayEquals(Samples.of(expected, 0), Samples.of(got, 0));
  }

  @ParameterizedTest
  @CsvSource({"ch_stereo.wav, 2", "ch_3.wav, 3"})
  void theFirstOfSeveralChannelsIsTheRecordingItself(String name, int numChannels)
      throws IOException {
    Waveform got = read(name);
    assertEquals(numChannels, got.numChannels());
    assertArrayEquals(Samples.of(read("len_1s.wav"), 0), Samples.of(got, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "enc_u8.wav, 30",
    "enc_mulaw.wav, 30",
    "enc_alaw.wav, 30",
    "fmt_sphere_ulaw.sph, 30",
    "enc_msadpcm.wav, 15",
    "fmt_ogg.ogg, 15"
  })
  void lossyEncodingsAreTheRecordingWithNoise(String name, double minSnrDb) throws IOException {
    float[] expected = Samples.of(read("len_1s.wav"), 0);
    Waveform got = read(name);
    assertEquals(List.of(), got.warnings());
    assertEquals(expected.length, got.numSamples());
    double snrDb = Agreement.snrDb(expected, Samples.of(got, 0));
    assertTrue(snrDb >= minSnrDb, name + " has a signal to noise ratio of " + snrDb + " dB");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bad_datasize_odd.wav  | 15999 | data chunk of 31999 bytes is not a whole number of samples:"
            + " the last 1 bytes are dropped",
        "bad_trunc_dd.wav      | 10000 | truncated data chunk: header says 32000 bytes, file has"
            + " 20000",
        "bad_trunc_half.wav    | 8000  | truncated data chunk: header says 32000 bytes, file has"
            + " 16000",
        "bad_trunc_oddbyte.wav | 8000  | truncated data chunk: header says 32000 bytes, file has"
            + " 16001",
        "hdr_data_7fffffff.wav | 16000 | truncated data chunk: header says 2147483647 bytes, file"
            + " has 32000",
        "hdr_data_80000000.wav | 16000 | truncated data chunk: header says 2147483648 bytes, file"
            + " has 32000",
        "hdr_two_data_chunks.wav | 16000 | a second data chunk of 32000 bytes is not read"
      })
  void whatKaldiReadsWithAWarningIsReadWithAWarning(String name, int numSamples, String warning)
      throws IOException {
    Waveform got = read(name);
    float[] expected = Arrays.copyOf(Samples.of(read("len_1s.wav"), 0), numSamples);
    assertArrayEquals(expected, Samples.of(got, 0));
    assertEquals(warning, got.warnings().get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "bad_1byte_data.wav, EMPTY_AUDIO",
    "bad_header_only.wav, EMPTY_AUDIO",
    "bad_header_only_size32000.wav, EMPTY_AUDIO",
    "bad_zero_bytes.wav, EMPTY_AUDIO",
    "bad_random.wav, CORRUPT_AUDIO",
    "bad_text.wav, CORRUPT_AUDIO",
    "bad_trunc_header12.wav, CORRUPT_AUDIO",
    "bad_trunc_header20.wav, CORRUPT_AUDIO",
    "bad_trunc_header3.wav, CORRUPT_AUDIO",
    "bad_trunc_no_data_chunk.wav, CORRUPT_AUDIO",
    "fmt_raw.raw, CORRUPT_AUDIO",
    "hdr_badblockalign.wav, CORRUPT_AUDIO",
    "hdr_badbyterate.wav, CORRUPT_AUDIO",
    "hdr_zerochannels.wav, CORRUPT_AUDIO",
    "hdr_zerorate.wav, CORRUPT_AUDIO",
    "hdr_bits12.wav, UNSUPPORTED_AUDIO",
    "ext_pcm16_badguid.wav, UNSUPPORTED_AUDIO"
  })
  void brokenRecordingsFailWithAReasonAndTheirName(String name, FailureReason reason) {
    UtteranceException e = assertThrows(UtteranceException.class, () -> read(name));
    assertEquals(reason, e.reason());
    String message = String.valueOf(e.getMessage());
    assertTrue(message.endsWith(" (" + name + ")"), message);
  }

  @Test
  void lengthsAndRatesAreWhatTheNamesSay() throws IOException {
    for (int length :
        new int[] {1, 79, 80, 159, 160, 239, 240, 399, 400, 401, 559, 560, 719, 720}) {
      assertEquals(length, read(String.format("n%04d.wav", length)).numSamples());
    }
    assertEquals(8000, read("rate_8k.wav").sampleRateHz());
    assertEquals(22050, read("rate_22050.wav").sampleRateHz());
    assertEquals(44100, read("rate_44k1.wav").sampleRateHz());
    assertEquals(48000, read("rate_48k.wav").sampleRateHz());
  }

  private Waveform read(String name) throws IOException {
    return reader.read(new FileSource(AUDIO.resolve(name)), RowStore.IN_MEMORY);
  }
}
