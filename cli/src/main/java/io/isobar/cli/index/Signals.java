package io.isobar.cli.index;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the signals of the operating system until it is closed.
 *
 * <p>The JDK's own class for it is exported, but the compiler warns of each mention, hence reflection. Where a signal can't
 * be had, as on a system without it, the JVM does with it what it always does.
 */
final class Signals implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private final List<Runnable> restore = new ArrayList<>();

    private Signals() {}

    /** Tells the names of signals as they come, each in a thread of its own. */
    static Signals listen(Consumer<String> listener, String... names) {
        Signals signals = new Signals();
        for (String name : names) {
            signals.handle(name, listener);
        }
        return signals;
    }

    private void handle(String name, Consumer<String> listener) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    handlerType.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            listener.accept(name);
                        }
                        return method.getName().equals("equals") ? (Object) (proxy == arguments[0]) : null;
                    });
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            Method handle = signalType.getMethod("handle", signalType, handlerType);
            Object before = handle.invoke(null, signal, handler);
            restore.add(() -> restore(handle, signal, before));
        } catch (InvocationTargetException e) {
            LOG.debug("Signal [{}] can't be heard here", name, e.getCause());
        } catch (ReflectiveOperationException e) {
            LOG.debug("This JVM lets nobody hear signals", e);
        }
    }

    private static void restore(Method handle, Object signal, Object before) {
        try {
            handle.invoke(null, signal, before);
        } catch (ReflectiveOperationException e) {
            LOG.debug("Signal [{}] keeps its handler", signal, e);
        }
    }

    @Override
    public void close() {
        restore.forEach(Runnable::run);
    }
}
