package speechreps.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    assertArrayEquals(expected.channels()[0], got.channels()[0]);
  }

  private Waveform read(String name) throws IOException {
    return reader.read(new FileSource(AUDIO.resolve(name)));
  }
}
