package speechreps.model.checkpoint.pickle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.model.checkpoint.bytes.FileBytes;

/**
 * The stack of a pickle and the marks in it. Nothing below the last mark can be reached; a value
 * that is not there or of the wrong kind is a damaged file.
 */
final class PickleStack {
  private final FileBytes in;
  private final List<@Nullable Object> values = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private long opcodeAt;

  PickleStack(FileBytes in) {
    this.in = in;
  }

  /** Where the opcode that is being run begins, for messages. */
  void beginOpcode(long byteOffset) {
    opcodeAt = byteOffset;
  }

  long opcodeAt() {
    return opcodeAt;
  }

  IOException problem(String what) {
    return in.problemAt(opcodeAt, "damaged pickle: " + what);
  }

  void push(@Nullable Object value) {
    values.add(value);
  }

  @Nullable Object pop() throws IOException {
    requireValue();
    return values.remove(values.size() - 1);
  }

  @Nullable Object peek() throws IOException {
    requireValue();
    return values.get(values.size() - 1);
  }

  void mark() {
    marks.add(values.size());
  }

  /** True when nothing lies between here and the last mark. */
  boolean atMark() {
    return !marks.isEmpty() && values.size() == floor();
  }

  void popMark() throws IOException {
    requireMark();
    marks.remove(marks.size() - 1);
  }

  /** Removes the last mark and what lies above it, and gives the latter, lowest first. */
  List<@Nullable Object> popToMark() throws IOException {
    requireMark();
    List<@Nullable Object> above = values.subList(floor(), values.size());
    List<@Nullable Object> items = new ArrayList<>(above);
    above.clear();
    popMark();
    return items;
  }

  /** As many values, lowest first. */
  List<@Nullable Object> pop(int count) throws IOException {
    List<@Nullable Object> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(pop());
    }
    Collections.reverse(items);
    return items;
  }

  /** A value that must be a tuple or list. */
  List<@Nullable Object> popList(String what) throws IOException {
    Object value = pop();
    if (value instanceof List<?> list) {
      return Collections.unmodifiableList(list);
    }
    throw problem("expected " + what + ", got " + PickleKind.of(value));
  }

  String popString(String what) throws IOException {
    Object value = pop();
    if (value instanceof String string) {
      return string;
    }
    throw problem("expected " + what + ", got " + PickleKind.of(value));
  }

  private int floor() {
    return marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
  }

  private void requireValue() throws IOException {
    if (values.size() <= floor()) {
      throw problem("expected a value on the stack, got none");
    }
  }

  private void requireMark() throws IOException {
    if (marks.isEmpty()) {
      throw problem("expected a mark on the stack, got none");
    }
  }
}
