package speechreps.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import speechreps.audio.WavHeader.Encoding;
import speechreps.speech.FailureReason;
import speechreps.speech.UtteranceException;
import speechreps.speech.Waveform;

/** The samples of WAV files that hold plain numbers: integers of 8 to 32 bits, and floats. */
final class WavReader {
  private static final float FULL_SCALE = 32768f;

  private WavReader() {}

  /**
   * Reads all channels.
   *
   * @param header of {@code audio}, linear
   * @return samples on the int16 scale: 16-bit values as they are, 24-bit and float values exact,
   *     32-bit integers and 64-bit floats rounded to float
   * @throws UtteranceException when there are no samples, or more than {@code maxSamples} in all
   *     channels together
   */
  static Waveform read(EncodedAudio audio, WavHeader header, long maxSamples)
      throws UtteranceException {
    WavFormat format = header.format();
    long numSamples = header.numSamples();
    if (numSamples == 0) {
      throw audio.failure(
          FailureReason.EMPTY_AUDIO,
          "WAV file without samples: expected at least "
              + format.blockAlign()
              + " bytes of data at byte "
              + header.dataOffset()
              + ", got "
              + header.dataBytes());
    }
    DecodedSamples.requireRoom(audio, numSamples * format.numChannels(), maxSamples);
    float[][] channels = new float[format.numChannels()][(int) numSamples];
    ByteBuffer data =
        ByteBuffer.wrap(audio.bytes(), header.dataOffset(), (int) numSamples * format.blockAlign())
            .slice()
            .order(header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (int channel = 0; channel < channels.length; channel++) {
      fill(channels[channel], data, channel * format.bitsPerSample() / 8, format);
    }
    return new Waveform(format.sampleRateHz(), channels, header.warnings());
  }

  /** One loop for each encoding, so that nothing is decided for every sample. */
  private static void fill(float[] samples, ByteBuffer data, int offset, WavFormat format) {
    int step = format.blockAlign();
    if (format.encoding() == Encoding.FLOAT) {
      fillFromFloats(samples, data, offset, format);
      return;
    }
    switch (format.bitsPerSample()) {
      case 8 -> {
        // The only unsigned encoding.
        for (int i = 0, at = offset; i < samples.length; i++, at += step) {
          samples[i] = ((data.get(at) & 0xFF) - 128) * 256f;
        }
      }
      case 16 -> {
        for (int i = 0, at = offset; i < samples.length; i++, at += step) {
          samples[i] = data.getShort(at);
        }
      }
      case 24 -> {
        boolean bigEndian = data.order() == ByteOrder.BIG_ENDIAN;
        for (int i = 0, at = offset; i < samples.length; i++, at += step) {
          int high = data.get(bigEndian ? at : at + 2);
          int low = data.get(bigEndian ? at + 2 : at) & 0xFF;
          samples[i] = ((high << 16) | ((data.get(at + 1) & 0xFF) << 8) | low) / 256f;
        }
      }
      default -> {
        for (int i = 0, at = offset; i < samples.length; i++, at += step) {
          samples[i] = data.getInt(at) / 65536f;
        }
      }
    }
  }

  private static void fillFromFloats(
      float[] samples, ByteBuffer data, int offset, WavFormat format) {
    int step = format.blockAlign();
    if (format.bitsPerSample() == 32) {
      for (int i = 0, at = offset; i < samples.length; i++, at += step) {
        samples[i] = data.getFloat(at) * FULL_SCALE;
      }
    } else {
      for (int i = 0, at = offset; i < samples.length; i++, at += step) {
        samples[i] = (float) (data.getDouble(at) * FULL_SCALE);
      }
    }
  }
}
