package speechreps.model.checkpoint.pickle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import speechreps.model.checkpoint.bytes.FileBytes;

/**
 * Runs one pickle: a program for a stack machine that builds one value. Source: {@code
 * Lib/pickletools.py} and {@code Lib/pickle.py} of CPython.
 *
 * <p>None, booleans, integers, decimals and strings become null, Boolean, Long (BigInteger beyond
 * 64 bits), Double and String. Lists become List, tuples unmodifiable List, dicts (OrderedDict and
 * defaultdict too) Map with String keys, {@link PickleKey} for other ones. All else is a {@link
 * PickleObject}, unless the resolver makes something of it.
 *
 * <p>Memory and time are bounded by {@value #MAX_OPCODES} opcodes and by the limits of {@link
 * PickleLiterals}; what comes back is never deeper than {@value PickleNesting#MAX_DEPTH} lists and
 * dicts.
 */
public final class PickleMachine {
  /** Some 40 for each tensor of a checkpoint, optimizer state included. */
  static final int MAX_OPCODES = 1 << 21;

  private static final int HIGHEST_PROTOCOL = 5;

  private final FileBytes in;
  private final PickleLiterals literals;
  private final PickleStack stack;
  private final PickleCalls calls;
  private final PickleResolver resolver;
  private final Map<Long, @Nullable Object> memo = new HashMap<>();

  /** Opcodes run and items copied. */
  private long work;

  private PickleMachine(FileBytes in, PickleResolver resolver) {
    this.in = in;
    this.resolver = resolver;
    literals = new PickleLiterals(in);
    stack = new PickleStack(in);
    calls = new PickleCalls(stack, resolver);
  }

  /**
   * Reads the pickle that begins here, and leaves {@code in} behind its STOP.
   *
   * @throws IOException as {@code in} makes it, when the pickle is damaged or beyond the limits
   */
  public static @Nullable Object read(FileBytes in, PickleResolver resolver) throws IOException {
    long begin = in.position();
    Object value = new PickleMachine(in, resolver).run();
    PickleNesting.check(value, in, begin);
    return value;
  }

  private @Nullable Object run() throws IOException {
    while (true) {
      stack.beginOpcode(in.position());
      countWork(1);
      int code = in.readByte();
      Opcode opcode = Opcode.of(code);
      if (opcode == null) {
        throw stack.problem("unknown opcode 0x" + Integer.toHexString(code));
      }
      if (opcode == Opcode.STOP) {
        return stack.pop();
      }
      step(opcode);
    }
  }

  private void step(Opcode opcode) throws IOException {
    switch (opcode) {
      case PROTO -> checkProtocol(in.readByte());
      // Only says how much to read ahead.
      case FRAME -> in.skip(Long.BYTES);
      case MARK -> stack.mark();
      case POP -> popValueOrMark();
      case POP_MARK -> stack.popToMark();
      case DUP -> stack.push(stack.peek());
      case PUT, BINPUT, LONG_BINPUT, MEMOIZE -> memo.put(memoIndex(opcode), stack.peek());
      case GET, BINGET, LONG_BINGET -> stack.push(recall(memoIndex(opcode)));
      case GLOBAL, STACK_GLOBAL, INST, OBJ, REDUCE, NEWOBJ, NEWOBJ_EX, BUILD -> object(opcode);
      case PERSID -> persistent(literals.line());
      case BINPERSID -> persistent(stack.pop());
      case LIST, EMPTY_LIST, APPEND, APPENDS, TUPLE, EMPTY_TUPLE, TUPLE1, TUPLE2, TUPLE3 ->
          sequence(opcode);
      case DICT, EMPTY_DICT, SETITEM, SETITEMS -> dict(opcode);
      case EMPTY_SET, ADDITEMS, FROZENSET -> set(opcode);
      default -> stack.push(literals.read(opcode));
    }
  }

  private void checkProtocol(int protocol) throws IOException {
    if (protocol > HIGHEST_PROTOCOL) {
      throw stack.problem(
          "expected a protocol of at most " + HIGHEST_PROTOCOL + ", got " + protocol);
    }
  }

  private void popValueOrMark() throws IOException {
    if (stack.atMark()) {
      stack.popMark();
    } else {
      stack.pop();
    }
  }

  private long memoIndex(Opcode opcode) throws IOException {
    return switch (opcode) {
      case BINPUT, BINGET -> in.readByte();
      case LONG_BINPUT, LONG_BINGET -> Integer.toUnsignedLong(in.readInt());
      case MEMOIZE -> memo.size();
      default -> textIndex(literals.line());
    };
  }

  private long textIndex(String line) throws IOException {
    try {
      return Integer.parseUnsignedInt(line);
    } catch (NumberFormatException e) {
      IOException problem = stack.problem("expected the number of a remembered value");
      problem.initCause(e);
      throw problem;
    }
  }

  private @Nullable Object recall(long index) throws IOException {
    if (!memo.containsKey(index)) {
      throw stack.problem("value " + index + " was never remembered");
    }
    return memo.get(index);
  }

  private void object(Opcode opcode) throws IOException {
    switch (opcode) {
      case GLOBAL -> stack.push(new PickleGlobal(literals.line(), literals.line()));
      case STACK_GLOBAL -> {
        String name = stack.popString("the name of a class");
        stack.push(new PickleGlobal(stack.popString("the name of a module"), name));
      }
      case INST -> {
        PickleGlobal type = new PickleGlobal(literals.line(), literals.line());
        countWork(calls.call(type, stack.popToMark()));
      }
      case OBJ -> {
        List<@Nullable Object> items = stack.popToMark();
        if (items.isEmpty()) {
          throw stack.problem("expected a class after the mark, got nothing");
        }
        countWork(calls.call(items.get(0), items.subList(1, items.size())));
      }
      case BUILD -> countWork(calls.build());
      default -> {
        if (opcode == Opcode.NEWOBJ_EX) {
          stack.pop();
        }
        List<@Nullable Object> arguments = stack.popList("a tuple of arguments");
        countWork(calls.call(stack.pop(), arguments));
      }
    }
  }

  private void persistent(@Nullable Object id) throws IOException {
    Object value = resolver.persistent(id, stack.opcodeAt());
    stack.push(value == null ? new PickleObject("persistent id") : value);
  }

  private void sequence(Opcode opcode) throws IOException {
    switch (opcode) {
      case EMPTY_LIST -> stack.push(new ArrayList<>(0));
      case LIST -> stack.push(stack.popToMark());
      case APPEND -> append(stack.pop(1));
      case APPENDS -> append(stack.popToMark());
      case EMPTY_TUPLE -> stack.push(List.of());
      case TUPLE1 -> stack.push(Collections.unmodifiableList(stack.pop(1)));
      case TUPLE2 -> stack.push(Collections.unmodifiableList(stack.pop(2)));
      case TUPLE3 -> stack.push(Collections.unmodifiableList(stack.pop(3)));
      default -> stack.push(Collections.unmodifiableList(stack.popToMark()));
    }
  }

  @SuppressWarnings("unchecked")
  private void append(List<@Nullable Object> items) throws IOException {
    Object target = stack.peek();
    if (target instanceof ArrayList<?> list) {
      ((List<@Nullable Object>) list).addAll(items);
    } else if (!(target instanceof PickleObject)) {
      throw stack.problem("expected a list to append to, got " + PickleKind.of(target));
    }
  }

  private void dict(Opcode opcode) throws IOException {
    switch (opcode) {
      case EMPTY_DICT -> stack.push(new PickleDict());
      case DICT -> {
        List<@Nullable Object> items = stack.popToMark();
        stack.push(new PickleDict());
        calls.setItems(items);
      }
      case SETITEM -> calls.setItems(stack.pop(2));
      default -> calls.setItems(stack.popToMark());
    }
  }

  private void set(Opcode opcode) throws IOException {
    switch (opcode) {
      case EMPTY_SET -> stack.push(new PickleObject("builtins.set"));
      case ADDITEMS -> {
        stack.popToMark();
        stack.peek();
      }
      default -> {
        stack.popToMark();
        stack.push(new PickleObject("builtins.frozenset"));
      }
    }
  }

  private void countWork(long amount) throws IOException {
    work += amount;
    if (work > MAX_OPCODES) {
      throw in.problemAt(
          stack.opcodeAt(), "expected a pickle of at most " + MAX_OPCODES + " opcodes, got more");
    }
  }
}
