package io.isobar.cli.backfill;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Tells of each Ctrl-C, the first one and those after it. A shutdown hook would hear of the first one only, and couldn't go
 * on as before.
 *
 * <p>The JDK's class for it is no part of its API, though in every JDK that there is: it is used by its name, and where it
 * isn't there Ctrl-C ends the process as ever.
 */
final class StopSignal {
    private StopSignal() {}

    /** Runs {@code action} at each SIGINT from now on; false if this JDK can't tell. */
    static boolean onInterrupt(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    StopSignal.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                            return null;
                        }
                        return method.getName().equals("equals") ? self == arguments[0] : System.identityHashCode(self);
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), proxy);
            return true;
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            return false;
        }
    }
}
