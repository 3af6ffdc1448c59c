using TwinMcp.Core.Invoicing;
using TwinMcp.Web.Components.Pages.Invoices;
using Xunit;

namespace TwinMcp.Tests.Components.Invoices;

public sealed class InvoiceListUrlTests
{
    [Theory]
    [InlineData("")]
    [InlineData("?status=overdue")]
    [InlineData("?status=paid&q=Brunel%20%26%20Fils&from=2026-08-01&to=2026-08-31&sort=-total&page=3&size=50")]
    public void Parse_ThenToString_IsTheSameAddress(string query) =>
        Assert.Equal(InvoiceListUrl.Path + query, InvoiceListUrl.Parse(query).ToString());

    [Theory]
    [InlineData("?status=nonsense")]
    [InlineData("?status=7")]
    [InlineData("?page=0")]
    [InlineData("?page=x")]
    [InlineData("?size=100000")]
    [InlineData("?size=-1")]
    [InlineData("?from=31/08/2026")]
    [InlineData("?sort=customer")]
    [InlineData("?sort=--total")]
    [InlineData("?q=%20%20")]
    [InlineData("?page=99999999999999999999")]
    public void Parse_WhatCannotBeRead_IsLeftOut(string query) => Assert.Equal(new InvoiceListUrl(), InvoiceListUrl.Parse(query));

    [Fact]
    public void ToFilter_CarriesEverything()
    {
        var filter = InvoiceListUrl.Parse("?status=sent&q=a&from=2026-08-01&to=2026-08-31&sort=number&page=2&size=50").ToFilter();
        Assert.Equal([InvoiceStatus.Sent], filter.Status);
        Assert.Equal(("a", new DateOnly(2026, 8, 1), new DateOnly(2026, 8, 31)), (filter.Q, filter.From, filter.To));
        Assert.Equal(("number", 2, 50), (filter.Sort, filter.PageNumber, filter.PageSize));
    }

    [Fact]
    public void First_AfterAFilterChange_BeginsOnPageOne() => Assert.Equal(1, InvoiceListUrl.Parse("?page=9").First().Page);
}
