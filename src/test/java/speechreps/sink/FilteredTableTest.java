package speechreps.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.kaldi.LineReader;
import speechreps.storage.Storage;

/** What is left of a file when its lines are filtered by key and sorted. */
class FilteredTableTest {
  private static final int SMALL_SLICE = 2;

  private final Storage storage = new Storage(new Configuration(false));
  private final DataDirFolder folder;

  FilteredTableTest(@TempDir Path temp) {
    this.folder = new DataDirFolder(temp);
  }

  @Test
  void onlyWantedLinesStay() throws IOException {
    folder.put("text", "a ONE", "b TWO", "c THREE", "d FOUR");

    assertEquals(2, filter("a", "c", "e"));

    assertEquals("a ONE\nc THREE\n", folder.content("out"));
  }

  @Test
  void unsortedLinesAreSortedByTheBytesOfTheirKeys() throws IOException {
    folder.put("text", "\uD83D\uDE00 6", "b 4", "a-1 3", "\uFF5E 5", "a 2", "B 1");

    assertEquals(6, filter("B", "a", "a-1", "b", "\uFF5E", "\uD83D\uDE00"));

    assertEquals(
        "B 1\na 2\na-1 3\nb 4\n\uFF5E 5\n\uD83D\uDE00 6\n",
        new String(
            folder.content("out").getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  @Test
  void ofLinesWithOneKeyTheFirstStays() throws IOException {
    folder.put("text", "a 1", "a 2", "b 3");
    assertEquals(2, filter("a", "b"));
    assertEquals("a 1\nb 3\n", folder.content("out"));

    folder.put("text", "b 1", "a 2", "b 3", "a 4");
    assertEquals(2, filter("a", "b"));
    assertEquals("a 2\nb 1\n", folder.content("out"));
  }

  @Test
  void lineEndsBecomeLfAndInnerBlanksStay() throws IOException {
    folder.put("text", "\uFEFFa  ONE  TWO \r\n\r\n\n b\tTHREE".getBytes(StandardCharsets.UTF_8));

    assertEquals(2, filter("a", "b"));

    assertEquals("a  ONE  TWO\nb\tTHREE\n", folder.content("out"));
  }

  @Test
  void linesInOtherEncodingsAreCopiedByteForByte() throws IOException {
    folder.put("text", "a caf\u00E9\nb na\u00EFve\n".getBytes(StandardCharsets.ISO_8859_1));

    assertEquals(2, filter("a", "b"));

    assertEquals("a caf\u00E9\nb na\u00EFve\n", folder.content("out"));
  }

  @Test
  void withoutAnyKeyTheFileIsEmpty() throws IOException {
    folder.put("text", "a ONE");

    assertEquals(0, filter());

    assertEquals("", folder.content("out"));
  }

  @Test
  void nothingTemporaryRemains() throws IOException {
    folder.put("text", "b TWO", "a ONE");

    filter("a", "b");

    assertEquals(List.of("out", "text"), folder.names());
  }

  /** Filters {@code text} to {@code out}; returns the keys that have a line. */
  private int filter(String... keys) throws IOException {
    return new FilteredTable(
            storage.source(folder.path() + "/text"),
            new SortedKeys(List.of(keys)),
            LineReader::content,
            SMALL_SLICE)
        .write(storage, folder.path() + "/out");
  }
}
