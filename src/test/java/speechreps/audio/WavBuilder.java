package speechreps.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Writes WAV files as programs write them, well or badly. Chunks come out in the order of calls.
 */
final class WavBuilder {
  private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();
  private final ByteOrder order;
  private String magic;
  private long riffSize = -1;

  private WavBuilder(String magic, ByteOrder order) {
    this.magic = magic;
    this.order = order;
  }

  static WavBuilder riff() {
    return new WavBuilder("RIFF", ByteOrder.LITTLE_ENDIAN);
  }

  static WavBuilder rifx() {
    return new WavBuilder("RIFX", ByteOrder.BIG_ENDIAN);
  }

  /** A file of 16-bit samples, as most are. */
  static byte[] pcm16(int sampleRateHz, int numChannels, int... samples) {
    return riff().format(1, numChannels, sampleRateHz, 16).data16(samples).build();
  }

  WavBuilder magic(String text) {
    magic = text;
    return this;
  }

  /** What stands at byte 4; by default what is right. */
  WavBuilder riffSize(long size) {
    riffSize = size;
    return this;
  }

  /** A right fmt chunk of 16 bytes. */
  WavBuilder format(int tag, int numChannels, int sampleRateHz, int bits) {
    int blockAlign = numChannels * bits / 8;
    return format(tag, numChannels, sampleRateHz, sampleRateHz * blockAlign, blockAlign, bits);
  }

  WavBuilder format(
      int tag, int numChannels, int sampleRateHz, int byteRate, int blockAlign, int bits) {
    return chunk(
        "fmt ", 16, b -> putFormat(b, tag, numChannels, sampleRateHz, byteRate, blockAlign, bits));
  }

  /** A right WAVE_FORMAT_EXTENSIBLE chunk whose GUID starts with {@code tag}. */
  WavBuilder extensible(int tag, int numChannels, int sampleRateHz, int bits) {
    int align = numChannels * bits / 8;
    return chunk(
        "fmt ",
        40,
        b -> {
          putFormat(b, 0xFFFE, numChannels, sampleRateHz, sampleRateHz * align, align, bits);
          b.putShort((short) 22).putShort((short) bits).putInt(0);
          b.putInt(tag).putInt(0x00100000).putInt(0xAA000080).putInt(0x719B3800);
        });
  }

  private static void putFormat(
      ByteBuffer b, int tag, int numChannels, int rate, int byteRate, int blockAlign, int bits) {
    b.putShort((short) tag).putShort((short) numChannels).putInt(rate).putInt(byteRate);
    b.putShort((short) blockAlign).putShort((short) bits);
  }

  WavBuilder data16(int... samples) {
    return chunk("data", 2 * samples.length, b -> put16(b, samples));
  }

  /** A data chunk that says it has {@code size} bytes. */
  WavBuilder data16OfSize(long size, int... samples) {
    return raw("data").raw32(size).rawBytes(2 * samples.length, b -> put16(b, samples));
  }

  private static void put16(ByteBuffer b, int... samples) {
    for (int sample : samples) {
      b.putShort((short) sample);
    }
  }

  /** A chunk without the pad byte that RIFF wants after an odd size. */
  WavBuilder chunk(String id, int size, Consumer<ByteBuffer> body) {
    return raw(id).raw32(size).rawBytes(size, body);
  }

  /** A chunk of zeros. */
  WavBuilder zeros(String id, int size) {
    return chunk(id, size, b -> {});
  }

  WavBuilder raw(String ascii) {
    chunks.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  WavBuilder raw32(long value) {
    return rawBytes(4, b -> b.putInt((int) value));
  }

  WavBuilder rawBytes(int count, Consumer<ByteBuffer> body) {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(order);
    body.accept(buffer);
    chunks.writeBytes(buffer.array());
    return this;
  }

  byte[] build() {
    byte[] body = chunks.toByteArray();
    ByteBuffer file = ByteBuffer.allocate(12 + body.length).order(order);
    file.put(magic.getBytes(StandardCharsets.US_ASCII));
    file.putInt((int) (riffSize < 0 ? body.length + 4 : riffSize));
    file.put("WAVE".getBytes(StandardCharsets.US_ASCII)).put(body);
    return file.array();
  }
}
