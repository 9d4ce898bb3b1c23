package speechreps.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.speech.FeatureMatrix;

/** Rows in temporary files. */
class ScratchTest {
  /** More values than the file's buffer takes at once. */
  private static final int MANY_ROWS = 20_000;

  private final Path folder;

  ScratchTest(@TempDir Path temp) {
    this.folder = temp;
  }

  @Test
  void appendedRowsAreReadInAnyOrder() throws IOException {
    FeatureMatrix matrix = random(MANY_ROWS, 3);
    try (Scratch scratch = new Scratch(folder)) {
      ScratchRows rows = scratch.newRows(3);
      rows.append(matrix.values(), 0, 12_345);
      rows.append(matrix.values(), 12_345 * 3, MANY_ROWS - 12_345);

      assertEquals(MANY_ROWS, rows.numFrames());
      assertEquals(matrix, rows.whole());
      assertEquals(matrix.block(12_000, 1000), rows.block(12_000, 1000));
      assertEquals(matrix.block(7, 2), rows.block(7, 2));
    }
  }

  @Test
  void rowsAreReadToTheirPlaceInAnArray() throws IOException {
    try (Scratch scratch = new Scratch(folder)) {
      ScratchRows rows = scratch.newRows(2);
      rows.append(new float[] {1, 2, 3, 4}, 0, 2);
      float[] target = new float[4];

      rows.read(1, 1, target, 1);

      assertArrayEquals(new float[] {0, 3, 4, 0}, target);
    }
  }

  @Test
  void partsOfRowsArePutInAnyOrderAndWhatIsBetweenIsZero() throws IOException {
    try (Scratch scratch = new Scratch(folder)) {
      ScratchRows rows = scratch.newRows(3);
      FloatBuffer source = FloatBuffer.wrap(new float[] {9, 1, 2, 3, 9});

      rows.put(2, 0, source, 1, 3);
      rows.put(0, 1, source, 2, 2);
      rows.put(2, 1, source, 4, 1);

      assertEquals(new FeatureMatrix(3, 3, new float[] {0, 2, 3, 0, 0, 0, 1, 9, 3}), rows.whole());
      assertEquals(0, source.position());
    }
  }

  @Test
  void blocksAreInOrderAndComplete() throws IOException {
    FeatureMatrix matrix = random(MANY_ROWS, 30);
    try (Scratch scratch = new Scratch(folder)) {
      ScratchRows rows = scratch.newRows(30);
      rows.append(matrix.values(), 0, MANY_ROWS);
      ScratchRows copy = scratch.newRows(30);

      rows.forEachBlock(
          (first, block) -> {
            assertEquals(copy.numFrames(), first);
            copy.append(block.values(), 0, block.numFrames());
          });

      assertEquals(matrix, copy.whole());
    }
  }

  @Test
  void aRowBeyondTwoGigabytesIsFoundAgain() throws IOException {
    int dim = 2048;
    int far = 360_000;
    float[] row = random(1, dim).values();
    try (Scratch scratch = new Scratch(folder)) {
      ScratchRows rows = scratch.newRows(dim);

      rows.put(far, 0, FloatBuffer.wrap(row), 0, dim);
      rows.append(row, 0, 1);

      assertEquals(far + 2, rows.numFrames());
      assertEquals(new FeatureMatrix(1, dim, row), rows.block(far, 1));
      assertEquals(new FeatureMatrix(1, dim, row), rows.block(far + 1, 1));
      assertEquals(new FeatureMatrix(1, dim, new float[dim]), rows.block(far / 2, 1));
    }
  }

  @Test
  void rowsAndColumnsThatAreNotThereAreRefused() throws IOException {
    try (Scratch scratch = new Scratch(folder)) {
      ScratchRows rows = scratch.newRows(2);
      rows.append(new float[4], 0, 2);
      FloatBuffer source = FloatBuffer.allocate(4);

      assertThrows(IndexOutOfBoundsException.class, () -> rows.block(1, 2));
      assertThrows(IndexOutOfBoundsException.class, () -> rows.read(0, 2, new float[3], 0));
      assertThrows(IndexOutOfBoundsException.class, () -> rows.put(0, 1, source, 0, 2));
      assertThrows(IndexOutOfBoundsException.class, () -> rows.put(-1, 0, source, 0, 2));
    }
  }

  @Test
  void aFileHasNoNameWhileItIsOpen() throws IOException {
    try (Scratch scratch = new Scratch(folder)) {
      ScratchRows rows = scratch.newRows(1);
      rows.append(new float[] {1}, 0, 1);

      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(0, files.count());
      }
      assertEquals(new FeatureMatrix(1, 1, new float[] {1}), rows.whole());
    }
  }

  @Test
  void freedRowsAreGoneAndOthersStay() throws IOException {
    try (Scratch scratch = new Scratch(folder)) {
      ScratchRows freed = scratch.newRows(1);
      freed.append(new float[] {1}, 0, 1);
      ScratchRows kept = scratch.newRows(1);
      kept.append(new float[] {2}, 0, 1);

      Scratch.free(freed);
      Scratch.free(random(1, 1));

      ScratchException e = assertThrows(ScratchException.class, freed::whole);
      assertEquals(
          "temporary file failed: java.nio.channels.ClosedChannelException (" + folder + ")",
          e.getMessage());
      assertEquals(new FeatureMatrix(1, 1, new float[] {2}), kept.whole());
    }
  }

  @Test
  void closingFreesAll() throws IOException {
    ScratchRows rows;
    try (Scratch scratch = new Scratch(folder)) {
      rows = scratch.newRows(1);
      rows.append(new float[] {1}, 0, 1);
    }

    assertThrows(ScratchException.class, rows::whole);
  }

  @Test
  void theFolderIsMadeWhenTheFirstFileIs() throws IOException {
    Path later = folder.resolve("a/b");
    try (Scratch scratch = new Scratch(later)) {
      assertFalse(Files.exists(later));

      ScratchRows rows = scratch.newRows(1);
      rows.append(new float[] {1}, 0, 1);
      assertEquals(1, rows.numFrames());
    }
  }

  @Test
  void aFolderThatCannotBeUsedIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    try (Scratch scratch = new Scratch(file)) {
      ScratchException e = assertThrows(ScratchException.class, () -> scratch.newRows(1));

      assertEquals(
          "temporary file failed: java.nio.file.FileAlreadyExistsException: "
              + file
              + " ("
              + file
              + ")",
          e.getMessage());
    }
  }

  @Test
  void freedFilesLeaveNothingOpenAndNoMemoryOutsideTheHeap() throws IOException {
    int many = 200;
    float[] values = new float[1];
    try (Scratch scratch = new Scratch(folder)) {
      long before = directMemory();
      for (int i = 0; i < many; i++) {
        ScratchRows rows = scratch.newRows(1);
        rows.append(values, 0, 1);
        Scratch.free(rows);
      }

      assertEquals(0, OpenFiles.in(folder));
      // Of the thread, which the JDK keeps for its next files.
      assertTrue(directMemory() - before < 1 << 20);
    }
  }

  private static long directMemory() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  private static FeatureMatrix random(int rows, int dim) {
    Random random = new Random(rows);
    float[] values = new float[rows * dim];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return new FeatureMatrix(rows, dim, values);
  }
}
