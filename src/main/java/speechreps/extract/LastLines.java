package speechreps.extract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The end of what a command says on its standard error, as one line for a message. */
final class LastLines {
  private static final int MAX_BYTES = 1000;
  private static final int MAX_LINES = 3;
  private static final int BUFFER_BYTES = 8192;

  private LastLines() {}

  /** Reads a stream to its end and keeps its last lines, joined by slashes. */
  static String of(InputStream in) throws IOException {
    byte[] kept = new byte[0];
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      byte[] all = Arrays.copyOf(kept, kept.length + count);
      System.arraycopy(buffer, 0, all, kept.length, count);
      kept = Arrays.copyOfRange(all, Math.max(0, all.length - MAX_BYTES), all.length);
    }
    return oneLine(new String(kept, StandardCharsets.UTF_8));
  }

  private static String oneLine(String text) {
    List<String> lines =
        text.lines()
            .map(line -> line.replaceAll("\\p{Cntrl}", " ").strip())
            .filter(line -> !line.isEmpty())
            .toList();
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size()));
  }
}
