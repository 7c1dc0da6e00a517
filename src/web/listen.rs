//! Connections that do not let themselves be waited for.
//!
//! Whoever opens a connection and sends the head of a request byte by byte, or nothing, holds it for
//! ten seconds; and only so many connections are held at a time.

use std::future::Future as _;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep};

/// How long the head of a request may take from its first byte, or a connection until that.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// Connections at a time: far more than the tabs of a person, far less than a process may hold.
const MOST: usize = 256;

/// What ends the head of a request.
const END: &[u8; 4] = b"\r\n\r\n";

/// A listener whose connections are bounded in number and patience.
#[derive(Debug)]
pub(crate) struct Bounded {
    listener: TcpListener,
    room: Arc<Semaphore>,
    patience: Duration,
}

impl Bounded {
    /// Bounds what comes in over a listener.
    pub(crate) fn new(listener: TcpListener, patience: Duration) -> Bounded {
        Bounded {
            listener,
            room: Arc::new(Semaphore::new(MOST)),
            patience,
        }
    }
}

impl Listener for Bounded {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let permit = Arc::clone(&self.room).acquire_owned().await.ok();
        let (stream, address) = Listener::accept(&mut self.listener).await;
        (Connection::new(stream, permit, self.patience), address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// What is waited for on a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// A head, of which the end was seen so far as this many bytes.
    Head(usize),
    /// The answer: the whole head has come.
    Answer,
    /// The next request, if there is one.
    Idle,
}

impl State {
    /// The state after these bytes came in.
    fn after(self, bytes: &[u8]) -> State {
        if bytes.is_empty() || self == State::Answer {
            return self;
        }
        let mut seen = match self {
            State::Head(seen) => seen,
            _ => 0,
        };
        for &byte in bytes {
            seen = match (END.get(seen) == Some(&byte), seen) {
                (true, 3) => return State::Answer,
                (true, seen) => seen + 1,
                (false, _) => usize::from(byte == END[0]),
            };
        }
        State::Head(seen)
    }
}

/// One connection.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
    state: State,
    deadline: Pin<Box<Sleep>>,
    patience: Duration,
    _permit: Option<OwnedSemaphorePermit>,
}

impl Connection {
    fn new(stream: TcpStream, permit: Option<OwnedSemaphorePermit>, patience: Duration) -> Connection {
        Connection {
            stream,
            state: State::Head(0),
            deadline: Box::pin(tokio::time::sleep(patience)),
            patience,
            _permit: permit,
        }
    }

    fn saw(&mut self, bytes: &[u8]) {
        let was = self.state;
        self.state = was.after(bytes);
        if was == State::Idle && self.state != was {
            let until = Instant::now() + self.patience;
            self.deadline.as_mut().reset(until);
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        match Pin::new(&mut this.stream).poll_read(context, buffer) {
            Poll::Ready(done) => {
                this.saw(&buffer.filled()[before..]);
                Poll::Ready(done)
            }
            Poll::Pending if matches!(this.state, State::Head(_)) => {
                ready!(this.deadline.as_mut().poll(context));
                Poll::Ready(Err(io::Error::from(io::ErrorKind::TimedOut)))
            }
            Poll::Pending => Poll::Pending,
        }
    }
}

impl AsyncWrite for Connection {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        this.state = State::Idle;
        Pin::new(&mut this.stream).poll_write(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        this.state = State::Idle;
        Pin::new(&mut this.stream).poll_write_vectored(context, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_ends_at_an_empty_line_however_it_is_cut() {
        let head = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n";
        for cut in 0..head.len() {
            let mut state = State::Head(0);
            state = state.after(&head[..cut]);
            assert!(matches!(state, State::Head(_)), "cut at {cut}");
            assert_eq!(state.after(&head[cut..]), State::Answer);
        }
        assert!(matches!(State::Head(0).after(b"\r\n\r\r\n"), State::Head(_)));
        assert_eq!(State::Answer.after(b"a body"), State::Answer);
        assert_eq!(State::Idle.after(b"G"), State::Head(0));
        assert_eq!(State::Idle.after(b""), State::Idle);
    }
}
