using TwinMcp.Core.Invoicing;
using Xunit;

namespace TwinMcp.Tests.Unit.Invoicing;

public sealed class InvoiceTransitionsTests
{
    static readonly (InvoiceStatus From, InvoiceStatus To)[] Allowed =
    [
        (InvoiceStatus.Draft, InvoiceStatus.Sent),
        (InvoiceStatus.Draft, InvoiceStatus.Cancelled),
        (InvoiceStatus.Sent, InvoiceStatus.Paid),
        (InvoiceStatus.Sent, InvoiceStatus.Overdue),
        (InvoiceStatus.Overdue, InvoiceStatus.Paid),
    ];

    public static TheoryData<InvoiceStatus, InvoiceStatus> Pairs
    {
        get
        {
            var pairs = new TheoryData<InvoiceStatus, InvoiceStatus>();
            foreach (var from in Enum.GetValues<InvoiceStatus>())
                foreach (var to in Enum.GetValues<InvoiceStatus>())
                    pairs.Add(from, to);
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Allows_EachPair_IsAsTheLawSays(InvoiceStatus from, InvoiceStatus to)
    {
        Assert.Equal(Allowed.Contains((from, to)), InvoiceTransitions.Allows(from, to));
        Assert.Equal(Allowed.Contains((from, to)), InvoiceTransitions.From(from).Contains(to));
    }
}
