package speechreps.audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** WAV files for the tests of other rooms. */
public final class Recordings {
  private static final int AMPLITUDE = 8000;

  private Recordings() {}

  /** A mono recording of noise at 16 kHz; the same for the same seed. */
  public static Path noise(Path file, long seed, double seconds) throws IOException {
    return noise(file, seed, seconds, 16000);
  }

  /** The same at another rate. */
  public static Path noise(Path file, long seed, double seconds, int rateHz) throws IOException {
    Random random = new Random(seed);
    int[] samples = new int[(int) Math.round(seconds * rateHz)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = random.nextInt(2 * AMPLITUDE + 1) - AMPLITUDE;
    }
    return write(file, rateHz, 1, samples);
  }

  /** A recording of the given samples; those of several channels take turns. */
  public static Path write(Path file, int rateHz, int numChannels, int... samples)
      throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, WavBuilder.pcm16(rateHz, numChannels, samples));
  }

  /** A mono recording at 16 kHz of 32-bit floats, which may be anything. */
  public static Path floats(Path file, float... samples) throws IOException {
    WavBuilder wav = WavBuilder.riff().format(3, 1, 16000, 32);
    wav.chunk(
        "data",
        Float.BYTES * samples.length,
        b -> {
          for (float sample : samples) {
            b.putFloat(sample);
          }
        });
    return Files.write(file, wav.build());
  }
}
