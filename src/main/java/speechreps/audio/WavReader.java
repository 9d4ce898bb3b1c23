package speechreps.audio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import speechreps.audio.DecodedSamples.SampleRoom;
import speechreps.audio.WavExtent.WavData;
import speechreps.audio.WavHeader.Encoding;
import speechreps.speech.FailureReason;
import speechreps.speech.UtteranceException;
import speechreps.speech.Waveform;

/**
 * The samples of WAV files that hold plain numbers: integers of 8 to 32 bits, and floats. The file
 * passes by block by block, so its size does not matter.
 */
final class WavReader {
  private static final float FULL_SCALE = 32768f;
  private static final int BLOCK_BYTES = 1 << 16;

  private final EncodedAudio beginning;
  private final WavHeader header;
  private final WavFormat format;

  private WavReader(EncodedAudio beginning, WavHeader header) {
    this.beginning = beginning;
    this.header = header;
    this.format = header.format();
  }

  /**
   * Reads all channels.
   *
   * @param beginning of the file, or all of it
   * @param header of it, linear
   * @param rest what follows; read to its end
   * @return samples on the int16 scale: 16-bit values as they are, 24-bit and float values exact,
   *     32-bit integers and 64-bit floats rounded to float
   * @throws UtteranceException when there are no samples, or too many
   * @throws IOException when the rest cannot be read
   */
  static Waveform read(EncodedAudio beginning, WavHeader header, InputStream rest, SampleRoom room)
      throws IOException {
    return new WavReader(beginning, header).read(rest, room);
  }

  private Waveform read(InputStream rest, SampleRoom room) throws IOException {
    int offset = header.dataOffset();
    InputStream first =
        new ByteArrayInputStream(beginning.bytes(), offset, beginning.bytes().length - offset);
    InputStream data = new SequenceInputStream(first, rest);
    try (DecodedSamples samples =
        new DecodedSamples(beginning, format.numChannels(), room, expectedSamples())) {
      WavData found = decode(data, samples);
      samples.cutTo(found.bytes() / format.blockAlign());
      if (samples.numSamples() == 0) {
        throw noSamples(found.bytes());
      }
      return samples.finish(format.sampleRateHz(), found.warnings());
    }
  }

  /** Of those that the header tells, as many as have been seen: a header may tell anything. */
  private long expectedSamples() {
    int present = beginning.bytes().length - header.dataOffset();
    return Math.min(header.mostDataBytes(), present) / format.blockAlign();
  }

  private WavData decode(InputStream data, DecodedSamples samples) throws IOException {
    WavExtent extent = new WavExtent(header);
    byte[] block = new byte[Math.max(1, BLOCK_BYTES / format.blockAlign()) * format.blockAlign()];
    ByteBuffer values =
        ByteBuffer.wrap(block)
            .order(header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    long at = header.dataOffset();
    long end = at + Math.min(header.mostDataBytes(), Long.MAX_VALUE - at);
    for (int got; (got = data.readNBytes(block, 0, block.length)) > 0; at += got) {
      extent.see(block, 0, got, at);
      int count = (int) Math.max(0, Math.min(got, end - at)) / format.blockAlign();
      fill(samples.reserve(count), count * format.numChannels(), values);
      samples.advance(count);
    }
    return extent.end(at);
  }

  private UtteranceException noSamples(long dataBytes) {
    return beginning.failure(
        FailureReason.EMPTY_AUDIO,
        "WAV file without samples: expected at least "
            + format.blockAlign()
            + " bytes of data at byte "
            + header.dataOffset()
            + ", got "
            + dataBytes);
  }

  /** One loop for each encoding, so that nothing is decided for every sample. */
  private void fill(float[] samples, int count, ByteBuffer data) {
    if (format.encoding() == Encoding.FLOAT) {
      fillFromFloats(samples, count, data);
      return;
    }
    switch (format.bitsPerSample()) {
      case 8 -> {
        // The only unsigned encoding.
        for (int i = 0; i < count; i++) {
          samples[i] = ((data.get(i) & 0xFF) - 128) * 256f;
        }
      }
      case 16 -> {
        for (int i = 0; i < count; i++) {
          samples[i] = data.getShort(2 * i);
        }
      }
      case 24 -> {
        boolean bigEndian = data.order() == ByteOrder.BIG_ENDIAN;
        for (int i = 0, at = 0; i < count; i++, at += 3) {
          int high = data.get(bigEndian ? at : at + 2);
          int low = data.get(bigEndian ? at + 2 : at) & 0xFF;
          samples[i] = ((high << 16) | ((data.get(at + 1) & 0xFF) << 8) | low) / 256f;
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          samples[i] = data.getInt(4 * i) / 65536f;
        }
      }
    }
  }

  private void fillFromFloats(float[] samples, int count, ByteBuffer data) {
    if (format.bitsPerSample() == 32) {
      for (int i = 0; i < count; i++) {
        samples[i] = data.getFloat(4 * i) * FULL_SCALE;
      }
    } else {
      for (int i = 0; i < count; i++) {
        samples[i] = (float) (data.getDouble(8 * i) * FULL_SCALE);
      }
    }
  }
}
